using Chaos.Systems;
using Chaos.Systems.EtcdMessages;
using Google.Protobuf;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdWatchItemsTests
{
    [Fact]
    public void Progress_before_the_watch_was_announced_is_not_about_it()
    {
        var told = new EtcdWatchItems(100);
        told.Take(ProgressAt(100));
        told.Take(new() { Created = true, Header = new() { Revision = 99 } });
        told.Take(PutAt(100));
        told.Take(ProgressAt(100));
        told.Resume();
        told.Take(ProgressAt(103));
        told.Take(new() { Created = true, Header = new() { Revision = 103 } });
        told.Take(ProgressAt(103));

        Assert.Equal(["put 100", "progress 100", "resumed 101", "progress 103"], ItemsOf(told));
        Assert.Equal(104, told.Next);
    }

    [Fact]
    public void What_comes_out_of_step_after_that_is_told_as_it_came()
    {
        var told = new EtcdWatchItems(100);
        told.Take(new() { Created = true, Header = new() { Revision = 99 } });
        told.Take(ProgressAt(100));
        told.Take(PutAt(100));
        Assert.Equal(["progress 100", "put 100"], ItemsOf(told));
    }

    private static string[] ItemsOf(EtcdWatchItems told) =>
        [.. told.ToCompletion().Value.AsList().ToArray().Select(item => $"{item.AsList()[0].AsText()} {item.AsList()[1].AsInteger()}")];

    private static WatchResponse ProgressAt(long revision) => new() { WatchId = -1, Header = new() { Revision = revision } };

    private static WatchResponse PutAt(long revision) => new()
    {
        Header = new() { Revision = revision },
        Events =
        {
            new Event
            {
                Type = Event.Types.EventType.Put,
                Kv = new() { Key = ByteString.CopyFromUtf8("watch/w0"), Value = ByteString.CopyFromUtf8("7"), ModRevision = revision },
            },
        },
    };
}
