using System.Buffers.Binary;
using System.IO.Compression;

namespace Chaos.Agent;

/// <summary>A blank ext4 file system, so that neither the agent's image nor the machine needs a mkfs.</summary>
internal static class BlankExt4
{
    /// <summary>Its size, bytes. The file that holds it is sparse: only what nodes write takes room.</summary>
    public const long Bytes = 2L << 30;

    private const int BlockBytes = 4096;

    // Made by blank-ext4.sh beside this file; to be pasted, not edited.
    private const string Template =
        "H4sIAAAAAAACA+3dT0gcVxzA8Xkz6qprtP7JX03iv6aBioReQinUCQkEAi0lStFTiGnFEKmBtIcSiNsecgkhJ0Nvgi3mkEtvhXiR"
        + "FHpKISDkUIwFL21pJbGpnorb95s/60bfdmzjn9X3/chvZ3fYn29/s+My7/lm1nEAWM+Xm/Lg7vRkylnqCle7UTiZKEqi5y90f+w4"
        + "2Wz3M+Wo3OOQipbp6EGHXjzUv+SKzr00eDFoLLPF5ZXn3V/9GpTynSpnpa7KFypX5sq2Kfkvzb305Gb9o0xP0isrdtlu1HGGP6Wd"
        + "5s8v+39gKwAAYJ/4+FSO9et0tOp4en3Ji9fPTI+cXfT6UoXyH8xfHZalp6NeR7+O5RE5DvbyDngvDKznwLlBx3jY51iVf6czKb9U"
        + "x14dc8b2a3uS8st07JP6lan90dakfNlA+6V+ZWo/3buefsoBqd/Yfv25pHzpTxyU+o3t3z6RlF+p45DU7wb9npJ4z7i5IPnPbxXK"
        + "O/l4pc/XKPW7pvbLhpLal35Yk9Tvmup/0p6Uv0fHYanfmH/6flJ+tY4jUr9nyn90PCm/RsdRqd+Y33cvKf+1oL+o6zfmN2ST8mt1"
        + "tEj9ufzw/Ru7K/ltE4Xyprr4DAQAAABs40bLbBFI8XYAAAAAALCpKotoHAAAAGwtjoQAALBPXTwO4G3v6+BIDAAAAACAzbfmxHe5"
        + "3lccW+Td2e0fD5k/5YQnaa+p342uMRberr6GmJyF3Vryam1/Pyrnhn/Tu+Z9sMSPi3aPxb1x3u76Lw/aXf/kMbvrX2za/teQ+SJY"
        + "lKz9/FdOePac+fP/f1xDcg2/UT7/v+629fO/pdvu/f/F4e1/DVOnon05f/+P9sHmfzn+kfttr3j88+G30kb2A1v3fwDYTnEfVo50"
        + "qhzldkb3f61x3c7O8PpvMzWV7tDwtU/fHBj+7JOP2GYAAAAAAOw0VY4zO9A09lY8lpsuMA4AAAAAAAB2xzhA6u/qpva8OV1/1bBd"
        + "AAAAAADYreMAv/104/3XGQcAAAAAAMCacYBjjAMAAAAAAGDNOICTiVb4chNeE3Z6MuUsdYWr3SiC50nE4wbB9Vyz2e5n4RWV86/v"
        + "qqJlOnignA69eKh/yRWde2nwYtBYZovrLc+7v/o1KOXL9sjVtQHXhH7pyc36R5mepFdW7LL9quMMf1s7zbXfJz5nKwAAAAD2UJmV"
        + "/n6dDvkewafXl7y43zozPXJ20etLFcp/MH91WJaejnod/TqWR6Qf7OV1eC8MrKfj3KBjPBxzWJV/J/GKhaU69uqYM7Zf25OUX6Zj"
        + "n9SvTO2PtiblywbaL/UrU/vp3vWMUxyQ+o3t159LypfxhINSv7H92yeS8it1HJL6ZUfwJT/cA24uSP7zW4XyTj4OlzLm0yj1u6b2"
        + "y4aS2pdxGPn6sHHXVP+T9qT8PTrk65fmjPmn7yflV+s4IvV7pvxHx5PyZSrNUanfmN93LylfvrKyWeo35jdkk/JrdbRI/bn88P0b"
        + "uyv5bROF8qa6+AwEAAAArJOJevx+3Bvd6PkAHvMBmA+AIvbejT9+YSsAAAAA9lDROADzAZgPwHwA5gMAAAAAsEDGDZd+3Bvd6PkA"
        + "pcwHYD4Aitjydz/7bAUAAADAHioaB2A+APMBmA/AfAAAAAAAFshE/Q0/7o1u9HyAFPMBmA+AIjbVOjrLVgAAAADsoaJxAOYDMB+A"
        + "+QDMBwAAAABgg/Bf11PvvP1V7kHQK/GDYQLHMf4r2/R/fcW2BAAAAACgyGWirn/Q7d+M8wIqOC+A8wJQxC6f70mzFQAAAAB7qGgc"
        + "gPMCOC+A8wI4LwAAAADA7vcPgtcgI7BgAQA=";

    /// <summary>Writes it to a new file.</summary>
    public static void Write(string path)
    {
        using var image = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using var packed = new MemoryStream(Convert.FromBase64String(Template));
        using var blocks = new GZipStream(packed, CompressionMode.Decompress);
        image.SetLength(Bytes);
        var record = new byte[sizeof(long) + BlockBytes];
        while (blocks.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length)
        {
            image.Position = BinaryPrimitives.ReadInt64LittleEndian(record) * BlockBytes;
            image.Write(record.AsSpan(sizeof(long)));
        }
    }
}
