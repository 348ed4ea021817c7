using System.Text.Json;
using System.Text.Json.Serialization;

namespace Chaos.Reports;

/// <summary>Writes an enumeration by name: <c>InfrastructureFailed</c> as <c>infrastructure-failed</c>.</summary>
internal sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
