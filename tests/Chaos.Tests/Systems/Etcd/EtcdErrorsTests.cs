using Chaos.Systems;
using Grpc.Core;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

public sealed class EtcdErrorsTests
{
    // The table again, by hand, so that a slip of a word or of a verdict in it is seen here.
    private const string ProvenFailures = """
        etcdserver: key is not provided
        etcdserver: value is provided
        etcdserver: lease is provided
        etcdserver: too many operations in txn request
        etcdserver: duplicate key given in txn request
        etcdserver: request is too large
        etcdserver: too many requests
        etcdserver: not capable
        etcdserver: rpc not supported for learner
        etcdserver: requested lease not found
        """;

    private const string Indeterminate = """
        etcdserver: request timed out
        etcdserver: request timed out, possibly due to previous leader failure
        etcdserver: request timed out, possibly due to connection lost
        etcdserver: request timed out, waiting for the applied index took too long
        etcdserver: leader changed
        etcdserver: no leader
        etcdserver: not leader
        etcdserver: server stopped
        etcdserver: unhealthy cluster
        etcdserver: request canceled
        etcdserver: context deadline exceeded
        context canceled
        context deadline exceeded
        raft proposal dropped
        raft: stopped
        etcdserver: mvcc: database space exceeded
        etcdserver: mvcc: required revision has been compacted
        etcdserver: mvcc: required revision is a future revision
        etcdserver: corrupt cluster
        etcdserver: revision of auth store is old
        """;

    public static TheoryData<string> Fails => new(ProvenFailures.Split('\n'));

    public static TheoryData<string> Infos => new(Indeterminate.Split('\n'));

    [Fact]
    public void Every_row_of_the_table_is_tested_here_and_gives_a_reason()
    {
        Assert.Equal(
            (ProvenFailures + "\n" + Indeterminate).Split('\n').Order(StringComparer.Ordinal),
            EtcdErrors.Answers.Select(row => row.Text).Order(StringComparer.Ordinal));
        Assert.All(EtcdErrors.Answers, row => Assert.False(string.IsNullOrWhiteSpace(row.Reason)));
    }

    [Theory]
    [MemberData(nameof(Fails))]
    public void An_answer_that_proves_that_nothing_happened_is_a_fail(string words) =>
        Assert.Equal(Completion.Fail(words), OfAnswer(StatusCode.Unknown, words));

    [Theory]
    [MemberData(nameof(Infos))]
    public void An_answer_that_proves_nothing_is_an_info_for_a_write_and_a_fail_for_a_read(string words)
    {
        Assert.Equal(Completion.Info(words), OfAnswer(StatusCode.Unavailable, words));
        Assert.Equal(Completion.Fail(words), OfAnswer(StatusCode.Unavailable, words, isRead: true));
    }

    [Theory]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Unknown)]
    public void Too_many_requests_counts_under_either_of_its_codes(StatusCode code) =>
        Assert.Equal(OperationType.Fail, OfAnswer(code, "etcdserver: too many requests").Type);

    [Theory]
    [InlineData(StatusCode.Unknown, "something new")]
    [InlineData(StatusCode.Internal, "")]
    [InlineData(StatusCode.InvalidArgument, "etcdserver: something new")]
    [InlineData(StatusCode.Unavailable, "etcdserver: too many requests, and more")]
    public void An_answer_that_no_row_knows_is_an_info(StatusCode code, string words)
    {
        var completion = OfAnswer(code, words);
        Assert.Equal(OperationType.Info, completion.Type);
        Assert.Equal($"unknown answer: {code}, {words}", completion.Error);
        Assert.Equal(OperationType.Fail, OfAnswer(code, words, isRead: true).Type);
    }

    [Fact]
    public void A_method_that_the_server_does_not_know_did_nothing() =>
        Assert.Equal(
            Completion.Fail("unimplemented: unknown method Txn"), OfAnswer(StatusCode.Unimplemented, "unknown method Txn"));

    [Fact]
    public void A_status_of_the_library_after_sending_is_an_info_even_with_the_words_of_a_proof()
    {
        var error = Error(StatusCode.Unavailable, "etcdserver: too many requests", new HttpRequestException("reset"));
        Assert.Equal(
            Completion.Info("no answer after the request was sent: Unavailable"),
            EtcdErrors.Classify(error, Used(), isRead: false, refusalIsProof: true));
    }

    [Fact]
    public void An_operation_that_was_given_up_after_sending_is_an_info() =>
        Assert.Equal(
            Completion.Info("no answer after the request was sent: Cancelled"), OfAnswer(StatusCode.Cancelled, "Call canceled by the client."));

    [Fact]
    public void An_operation_that_was_given_up_before_sending_is_a_fail_and_can_no_longer_be_sent()
    {
        var permit = new SendPermit();
        var completion = EtcdErrors.Classify(Error(StatusCode.Cancelled, ""), permit, isRead: false, refusalIsProof: true);
        Assert.Equal(Completion.Fail("not sent: Cancelled"), completion);
        Assert.Throws<IOException>(permit.Use);
    }

    [Fact]
    public void A_refused_connection_is_a_fail_where_it_comes_from_the_node_itself()
    {
        Assert.Equal(Completion.Fail("connection refused"), OfConnect(new(true, "connection refused"), refusalIsProof: true));
        Assert.Equal(Completion.Info("connection refused by a proxy"), OfConnect(new(true, "connection refused"), refusalIsProof: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_connection_that_did_not_come_about_is_a_fail(bool refusalIsProof) =>
        Assert.Equal(
            Completion.Fail("not connected: no route"), OfConnect(new(false, "no route"), refusalIsProof));

    private static Completion OfAnswer(StatusCode code, string words, bool isRead = false) =>
        EtcdErrors.Classify(Error(code, words), Used(), isRead, refusalIsProof: true);

    private static Completion OfConnect(ConnectFailure failure, bool refusalIsProof) => EtcdErrors.Classify(
        Error(StatusCode.Unavailable, "", new IOException()), new SendPermit { ConnectFailure = failure }, isRead: false, refusalIsProof);

    private static SendPermit Used()
    {
        var permit = new SendPermit();
        permit.Use();
        return permit;
    }

    private static RpcException Error(StatusCode code, string words, Exception? local = null) => new(new Status(code, words, local));
}
