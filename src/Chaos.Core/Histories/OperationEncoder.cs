using System.Buffers;
using System.Text.Json;

namespace Chaos;

/// <summary>Writes operations as JSON lines into a buffer. Absent members are left out.</summary>
internal sealed class OperationEncoder : IDisposable
{
    // The structure is right by construction; the check of it costs a tenth of the time.
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    private readonly IBufferWriter<byte> buffer;
    private readonly Utf8JsonWriter json;

    public OperationEncoder(IBufferWriter<byte> buffer)
    {
        this.buffer = buffer;
        json = new Utf8JsonWriter(buffer, Options);
    }

    public void Write(HistoryHeader header)
    {
        json.WriteStartObject();
        json.WriteString("schema", HistoryHeader.CurrentSchema);
        json.WriteString("run", header.RunId);
        json.WriteString("wall", header.WallAtStart.UtcDateTime);
        if (header.Workload is not null) json.WriteString("workload", header.Workload);
        if (header.Model is not null) json.WriteString("model", header.Model);
        EndLine();
    }

    public void Write(in Operation operation)
    {
        json.WriteStartObject();
        json.WriteNumber(OperationNames.Index, operation.Index);
        json.WriteNumber(OperationNames.Time, operation.TimeNs);
        if (operation.Process == Operation.NemesisProcess)
            json.WriteString(OperationNames.Process, OperationNames.Nemesis);
        else
            json.WriteNumber(OperationNames.Process, operation.Process);
        json.WriteString(OperationNames.Type, OperationNames.Of(operation.Type));
        json.WriteString(OperationNames.F, operation.F);
        if (operation.Key is not null) json.WriteString(OperationNames.Key, operation.Key);
        Write(OperationNames.Value, operation.Value);
        if (operation.Node is not null) json.WriteString(OperationNames.Node, operation.Node);
        if (operation.DueNs is { } dueNs) json.WriteNumber(OperationNames.Due, dueNs);
        if (operation.Error is not null) json.WriteString(OperationNames.Error, operation.Error);
        Write(OperationNames.Evidence, operation.Evidence);
        EndLine();
    }

    public void Dispose() => json.Dispose();

    private void Write(JsonEncodedText name, Value value)
    {
        if (value.IsNull) return;
        json.WritePropertyName(name);
        Write(value);
    }

    private void Write(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: json.WriteNullValue(); break;
            case ValueKind.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case ValueKind.Text: json.WriteStringValue(value.AsText()); break;
            default:
                json.WriteStartArray();
                foreach (var item in value.AsList()) Write(item);
                json.WriteEndArray();
                break;
        }
    }

    private void EndLine()
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        buffer.Write("\n"u8);
    }
}
