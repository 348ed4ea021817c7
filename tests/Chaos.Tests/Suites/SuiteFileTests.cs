using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteFileTests
{
    [Theory]
    [InlineData("nmae: x\ncells: {system: etcd}", 1, "'name'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemsis: kill", 4, "'nemesis'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    exclude: [{noeds: 3}]", 4, "'nodes'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    minimum:\n      opreations: 3", 5, "'operations'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    overrides:\n      - when: {nodes: 3}\n        set: {rte: 5}", 6, "'rate'")]
    [InlineData("name: x\ncells:\n  - system:\n      - etcd\n      - etdc", 5, "'etcd'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    workload: registr", 4, "'register'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    workload: {register: {raeds: 5}}", 4, "'reads'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis:\n      - none\n      - kil", 6, "'kill'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis:\n      - partition:\n          shap: mix", 6, "'shape'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis:\n      - kill:\n        partitoin:", 6, "'partition'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    options:\n      raed: serializable", 5, "'read'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    options:\n      read:\n        - serialisable", 6, "'serializable'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    expect: valdi", 4, "'valid'")]
    [InlineData("name: x\nkeep: al\ncells: {system: etcd}", 2, "'all'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    expect: {invlaid: stale-read}", 4, "'invalid'")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    expect: invalid\n    sibling: {optoins: {read: linearizable}}", 5, "'options'")]
    public void A_wrong_word_is_named_with_its_line_and_the_nearest_right_one(string text, int line, string nearest)
    {
        var why = SuiteText.WhyWrong(text);
        Assert.StartsWith($"night.yaml, line {line}: ", why, StringComparison.Ordinal);
        Assert.Contains($"Did you mean {nearest}?", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: x\ncells: []", 2, "empty")]
    [InlineData("name: x", 1, "empty")]
    [InlineData("name: x\ncells:\n  - nodes: 3", 3, "empty")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis: []", 4, "empty")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    exclude: [{system: etcd}]", 3, "empty")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    exclude: [{nodes: 5}]", 4, "picks no cell")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    overrides: [{when: {nodes: 5}, set: {rate: 1}}]", 4, "picks no cell")]
    [InlineData("name: x\ncells:\n  - system: etcd\n  - system: etcd", 4, "twice")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nodes: [3, 5]\n    include: [{rate: 1}]", 5, "2 combinations")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    sibling: {nodes: 5}", 4, "expects invalid")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    expect: invalid\n    sibling: {nodes: 3}", 5, "nothing in it differs")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nodes: 11", 4, "from 1 to 9")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    time-limit: soon", 4, "duration")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    seeds: tomorrow", 4, "whole number")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    seeds: date+x", 4, "date+1")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    expect: 'invalid: stale-read within 0 runs'", 4, "1 to 1000 runs")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    concurrency: 3m", 4, "2n")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis: {kill: {every: '1s,5s'}}", 4, "','")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    nemesis: {kill: {for: 9s, every: 2s}}", 4, "not shorter")]
    [InlineData("name: x\ncells:\n  - [etcd]", 3, "a block of cells as a map")]
    [InlineData("name: x\nname: y\ncells: {system: etcd}", 2, "YAML")]
    [InlineData("name: x\ncells: {system: etcd", 3, "YAML")]
    [InlineData("- name", 1, "YAML map")]
    [InlineData("", 1, "0 documents")]
    [InlineData("name: x\nattempts: 0\ncells: {system: etcd}", 2, "from 1 to 10")]
    [InlineData("name: x\ncells:\n  - system: etcd\n    seeds: {from: 1, count: 1000}\n    nodes: [1, 2, 3, 4, 5, 6]", 3, "at most 5,000")]
    public void What_makes_no_sense_is_said_with_its_line(string text, int line, string said)
    {
        var why = SuiteText.WhyWrong(text);
        Assert.StartsWith($"night.yaml, line {line}: ", why, StringComparison.Ordinal);
        Assert.Contains(said, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_bad_usage() =>
        Assert.Contains("nowhere.yaml", Assert.Throws<UsageException>(
            () => Campaigns.SuiteFile.Read("nowhere.yaml", SuiteText.Night, _ => null)).Message, StringComparison.Ordinal);
}
