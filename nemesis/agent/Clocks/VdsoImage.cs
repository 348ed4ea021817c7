using System.Buffers.Binary;
using System.Text;

namespace Chaos.Agent;

/// <summary>
/// The shared object that the kernel maps into every process (vdso(7)), as far as it is needed here: its dynamic symbols and the
/// unused rest of its last page. Read from the program headers alone, as the dynamic linker does (elf(5)).
/// </summary>
internal sealed class VdsoImage
{
    private const int Load = 1, Dynamic = 2;
    private const int TagHash = 4, TagStrings = 5, TagSymbols = 6;
    private const int ProgramHeaderBytes = 56, SymbolBytes = 24, TagBytes = 16;
    private const int Alignment = 64;

    private readonly byte[] bytes;
    private readonly long loadBias;

    /// <summary>Reads an image.</summary>
    /// <exception cref="AgentException">It is no ELF image of 64 bits with symbols.</exception>
    public VdsoImage(byte[] bytes)
    {
        this.bytes = bytes;
        try
        {
            var (bias, dynamicAt, dynamicBytes) = ReadHeaders();
            loadBias = bias;
            Symbols = ReadSymbols(dynamicAt, dynamicBytes);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new AgentException($"The process's vDSO cannot be read: {e.Message}");
        }

        var used = bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        // One alignment of distance to what is there.
        FreeFrom = (used + Alignment + Alignment - 1) / Alignment * Alignment;
    }

    /// <summary>Where each symbol is in the image.</summary>
    public IReadOnlyDictionary<string, int> Symbols { get; }

    /// <summary>From here to the end there are only zeroes.</summary>
    public int FreeFrom { get; }

    /// <summary>How many.</summary>
    public int FreeBytes => Math.Max(0, bytes.Length - FreeFrom);

    /// <summary>How many bytes of memory an image takes that begins with this page.</summary>
    public static int MappedBytes(ReadOnlySpan<byte> firstPage, int pageBytes)
    {
        if (!firstPage.StartsWith("\u007fELF\u0002"u8))
            throw new AgentException("The process's vDSO is not of 64 bits: its clock cannot be shifted.");
        var end = 0L;
        var at = (int)Int64(firstPage, 32);
        for (var i = 0; i < Int16(firstPage, 56); i++, at += ProgramHeaderBytes)
        {
            if (at < 0 || at + ProgramHeaderBytes > firstPage.Length)
                break;
            if (Int32(firstPage, at) == Load)
                end = Math.Max(end, Int64(firstPage, at + 8) + Int64(firstPage, at + 32));
        }

        return end is > 0 and < 1 << 20
            ? (int)((end + pageBytes - 1) / pageBytes * pageBytes)
            : throw new AgentException($"The process's vDSO claims {end} bytes.");
    }

    private (long Bias, int DynamicAt, int DynamicBytes) ReadHeaders()
    {
        var bias = 0L;
        var dynamic = (At: 0, Bytes: 0);
        var hasLoad = false;
        var at = (int)Int64(bytes, 32);
        for (var i = 0; i < Int16(bytes, 56); i++, at += ProgramHeaderBytes)
        {
            var type = Int32(bytes, at);
            if (type == Load && !hasLoad)
            {
                bias = Int64(bytes, at + 16) - Int64(bytes, at + 8);
                hasLoad = true;
            }

            if (type == Dynamic)
                dynamic = (checked((int)Int64(bytes, at + 8)), checked((int)Int64(bytes, at + 32)));
        }

        return dynamic.Bytes > 0 ? (bias, dynamic.At, dynamic.Bytes) : throw new ArgumentException("it has no dynamic section");
    }

    private Dictionary<string, int> ReadSymbols(int dynamicAt, int dynamicBytes)
    {
        int symbols = 0, strings = 0, hash = 0;
        for (var at = dynamicAt; at < dynamicAt + dynamicBytes; at += TagBytes)
        {
            var place = checked((int)(Int64(bytes, at + 8) - loadBias));
            switch (Int64(bytes, at))
            {
                case TagHash: hash = place; break;
                case TagStrings: strings = place; break;
                case TagSymbols: symbols = place; break;
            }
        }

        // Without the old hash table nothing says how many there are; the strings follow the symbols.
        var count = hash != 0 ? Int32(bytes, hash + 4) : (strings - symbols) / SymbolBytes;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 1; i < count; i++)
        {
            var at = symbols + (i * SymbolBytes);
            if (Int64(bytes, at + 8) is var value and not 0)
                found[Text(strings + Int32(bytes, at))] = checked((int)(value - loadBias));
        }

        return found;
    }

    private string Text(int at)
    {
        var rest = bytes.AsSpan(at);
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static short Int16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);

    private static int Int32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
