using System.Buffers.Binary;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class BlankExt4Tests
{
    [Fact]
    public void The_template_is_a_file_system_of_its_size_with_a_journal_and_nothing_in_it()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("chaos-ext4-").FullName, "disk.img");
        BlankExt4.Write(path);

        using var image = File.OpenRead(path);
        var super = new byte[1024];
        image.Position = 1024;
        image.ReadExactly(super);
        var blockBytes = 1024 << BinaryPrimitives.ReadInt32LittleEndian(super.AsSpan(0x18));
        Assert.Equal(BlankExt4.Bytes, image.Length);
        Assert.Equal(0xEF53, BinaryPrimitives.ReadUInt16LittleEndian(super.AsSpan(0x38)));
        Assert.Equal(BlankExt4.Bytes, (long)BinaryPrimitives.ReadUInt32LittleEndian(super.AsSpan(4)) * blockBytes);
        Assert.Equal(4u, BinaryPrimitives.ReadUInt32LittleEndian(super.AsSpan(0x5C)) & 4);
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(super.AsSpan(0x3A)));

        // All inodes are free but the ten that the format keeps for itself: there is no lost+found either.
        var inodes = BinaryPrimitives.ReadUInt32LittleEndian(super);
        Assert.Equal(inodes - 10, BinaryPrimitives.ReadUInt32LittleEndian(super.AsSpan(0x10)));
        image.Dispose();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
