using System.Globalization;
using System.Text;

namespace Chaos.Tests.Checking;

/// <summary>The page docs/reference/corpora-verdicts.md.</summary>
internal static class CorpusPage
{
    private const string Head = """
        # Verdicts on the corpora

        Histories of Porcupine, Knossos and our own generator, whose verdicts other checkers gave: what is known of each file, what Chaos says,
        and how long reading and judging took together, in one warm process. Made by

        ```
        CHAOS_WRITE_VERDICTS=1 ./chaos test
        ```

        The tests compare every file again. `./chaos check FILE --model MODEL --json` gives the verdict of one; `multi-register:x=0:y=0` says
        what registers hold at first, and of a file of many histories `FILE#NAME` is one
        ([formats](../how-to/add-a-model.md#formats-that-hold-many-histories)).

        A file has 30 s here, or ten minutes with `CHAOS_TEST_FULL=1`.

        In the files marked *vacuously* no operation was answered. Any order of them is legal, so that they are linearizable in the sense of the
        definition; but nothing was tested, and Chaos says [unknown](../decisions/0010-nothing-answered-is-unknown.md).

        | file | model | known | Chaos | ms |
        |---|---|---|---|---|

        """;

    public static string Of(IEnumerable<CorpusFile> files)
    {
        var all = files.ToList();
        CorpusVerdict.Of(all[0]);
        var page = new StringBuilder(Head);
        foreach (var verdict in all.Select(CorpusVerdict.Of))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {verdict.File.Path} | {verdict.File.Model} | {verdict.Known} | {verdict.Ours}");
            page.Append(CultureInfo.InvariantCulture, $"{Remark(verdict)} | {verdict.Ms:F1} |\n");
        }

        return page.ToString();
    }

    private static string Remark(CorpusVerdict verdict) =>
        verdict.IsAsKnown ? "" : verdict.Ours == "unknown" ? " (not decided within the limit)" : " DIFFERS";
}
