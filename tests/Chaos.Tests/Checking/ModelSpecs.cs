using Chaos.Checking;

namespace Chaos.Tests.Checking;

/// <summary>The naive specifications of the shipped models, by name.</summary>
internal static class ModelSpecs
{
    // Drawn tokens are positive; an unknown one may be any, so that there is always room before the smallest drawn.
    private static readonly int[] Tokens = [.. Enumerable.Range(1, 12), .. Enumerable.Range(-8, 9)];

    public static IReadOnlyDictionary<string, ModelSpec> All { get; } = new ModelSpec[]
    {
        new(new CounterModel(), Value.Of(0),
            draw => draw(2) == 0 ? ("add", Value.Of(draw(4) - 1)) : ("read", default),
            (s, f, a) => [f == "add" ? (Value.Of(s.AsInteger() + a.AsInteger()), a) : (s, s)],
            (draw, f, a) => f == "add" ? a : Value.Of(draw(5) - 1)),
        new(new BagModel(), Value.Of([]),
            draw => draw(2) == 0 ? ("enqueue", Value.Of(draw(3))) : ("dequeue", default), Bag, Element("enqueue")),
        new(SequenceModel.Queue, Value.Of([]),
            draw => draw(2) == 0 ? ("enqueue", Value.Of(draw(3))) : ("dequeue", default),
            (s, f, a) => [f == "enqueue" ? (Add(s, a), a) : s.AsList().IsEmpty ? (s, Value.Null) : (Without(s, 0), s.AsList()[0])],
            Element("enqueue")),
        new(SequenceModel.Stack, Value.Of([]),
            draw => draw(2) == 0 ? ("push", Value.Of(draw(3))) : ("pop", default),
            (s, f, a) => [f == "push" ? (Add(s, a), a) : s.AsList().IsEmpty ? (s, Value.Null) : (Without(s, s.AsList().Length - 1), s.AsList()[^1])],
            Element("push")),
        new(new MutexModel(), Value.Of(0),
            draw => (draw(2) == 0 ? "acquire" : "release", default),
            (s, f, _) => s == Value.Of(f == "acquire" ? 0 : 1) ? [(Value.Of(f == "acquire" ? 1 : 0), Value.Null)] : [],
            (_, _, _) => default),
        new(new FencedLockModel(), Value.Of(Value.Of(-9), Value.Null),
            draw => draw(2) == 0 ? ("acquire", default) : ("release", draw(3) == 0 ? default : Value.Of(1 + draw(5))), Fence,
            (draw, f, a) => f == "acquire" ? Value.Of(1 + draw(6)) : a),
        new(new LeaderModel(), Value.Of([]),
            draw => draw(2) == 0 ? ("lead", Value.Of(Value.Of(1 + draw(2)), Value.Of("n" + draw(2)))) : ("observe", Value.Of(1 + draw(2))),
            Lead, (draw, f, a) => f == "lead" ? a : Value.Of(a, draw(3) == 0 ? default : Value.Of("n" + draw(2)))),
        new(new UniqueIdsModel(), Value.Of([]),
            _ => ("generate", default),
            (s, _, _) => Enumerable.Range(0, 20).Select(id => Value.Of(id)).Where(id => !s.AsList().Contains(id)).Select(id => (Add(s, id), id)),
            (draw, _, _) => Value.Of(draw(20))),
        new(new LogModel(), Value.Of([]),
            draw => draw(2) == 0 ? ("append", Value.Of(draw(3))) : ("read", Value.Of(draw(3))), Log,
            (draw, f, a) => f == "append" ? Value.Of(Value.Of(draw(3)), a) : Value.Of(a, draw(3) == 0 ? default : Value.Of(draw(3)))),
        new(new SetModel(), Value.Of([]),
            draw => (draw(3) switch { 0 => "add", 1 => "remove", _ => "contains" }, Value.Of(draw(2))), Set,
            (draw, _, a) => Value.Of(a, Value.Of(draw(2) == 0 ? "true" : "false"))),
        new(new KeyValueModel(), Value.Of(""),
            draw => draw(3) switch { 0 => ("get", default), 1 => ("put", Value.Of("p" + draw(2))), _ => ("append", Value.Of("a" + draw(2))) },
            (s, f, a) => [f switch { "get" => (s, s), "put" => (a, a), _ => (Value.Of(s.AsText() + a.AsText()), a) }],
            (draw, f, a) => f == "get" ? Value.Of(draw(3) == 0 ? "" : "p" + draw(2)) : a),
        new(new VersionedRegisterModel(), Value.Of(Value.Of(0), Value.Null),
            draw => draw(3) switch
            {
                0 => ("read", default),
                1 => ("write", Value.Of(draw(3))),
                _ => ("cas", Value.Of(Value.Of(draw(4)), Value.Of(draw(3)))),
            },
            Versioned,
            (draw, f, a) => f == "cas" && draw(2) == 0
                ? ModelSpec.Mismatch
                : Value.Of(Value.Of(draw(4)), f switch { "write" => a, "cas" => a.AsList()[1], _ => Value.Of(draw(3)) })),
        new(new MultiRegisterModel(new Dictionary<string, Value> { ["x"] = Value.Of(0) }), Value.Of(Value.Of(0), Value.Null),
            draw => ("txn", Value.Of([.. Enumerable.Range(0, 1 + draw(2)).Select(_ => Micro(draw))])), Txn,
            (draw, _, a) => Value.Of([.. a.AsList().ToArray().Select(m => m.AsList()[0] == Value.Of("write") ? m : Filled(m, Value.Of(draw(3))))])),
    }.ToDictionary(spec => spec.Model.Name);

    private static Func<Func<int, int>, string, Value, Value> Element(string add) =>
        (draw, f, a) => f == add ? a : draw(3) == 0 ? default : Value.Of(draw(3));

    private static Value Add(Value list, Value item) => Value.Of([.. list.AsList(), item]);

    private static Value Without(Value list, int at) => Value.Of([.. list.AsList()[..at], .. list.AsList()[(at + 1)..]]);

    private static IEnumerable<(Value Next, Value Result)> Bag(Value s, string f, Value a)
    {
        if (f == "enqueue") return [(Add(s, a), a)];
        if (s.AsList().IsEmpty) return [(s, Value.Null)];
        return Enumerable.Range(0, s.AsList().Length).Select(at => (Without(s, at), s.AsList()[at]));
    }

    // The state is [last token, holder].
    private static IEnumerable<(Value Next, Value Result)> Fence(Value s, string f, Value a)
    {
        var (last, holder) = ((int)s.AsList()[0].AsInteger(), s.AsList()[1]);
        if (f == "release")
            return !holder.IsNull && (a.IsNull || a == holder) ? [(Value.Of(Value.Of(last), Value.Null), a)] : [];
        return holder.IsNull
            ? Tokens.Where(token => token > last).Select(token => (Value.Of(Value.Of(token), Value.Of(token)), Value.Of(token)))
            : [];
    }

    // The state is a list of [term, holder].
    private static IEnumerable<(Value Next, Value Result)> Lead(Value s, string f, Value a)
    {
        var term = f == "lead" ? a.AsList()[0] : a;
        var held = Array.Find(s.AsList().ToArray(), pair => pair.AsList()[0] == term);
        if (f == "observe") return [(s, Value.Of(a, held.IsNull ? default : held.AsList()[1]))];
        return held.IsNull ? [(Add(s, a), a)] : held == a ? [(s, a)] : [];
    }

    private static IEnumerable<(Value Next, Value Result)> Log(Value s, string f, Value a)
    {
        var count = s.AsList().Length;
        if (f == "append") return [(Add(s, a), Value.Of(Value.Of(count), a))];
        return [(s, Value.Of(a, a.AsInteger() < count ? s.AsList()[(int)a.AsInteger()] : default))];
    }

    private static IEnumerable<(Value Next, Value Result)> Set(Value s, string f, Value a)
    {
        var at = s.AsList().IndexOf(a);
        var answer = Value.Of(a, Value.Of(f == "add" ? at < 0 ? "true" : "false" : at < 0 ? "false" : "true"));
        return [(f == "add" && at < 0 ? Add(s, a) : f == "remove" && at >= 0 ? Without(s, at) : s, answer)];
    }

    private static IEnumerable<(Value Next, Value Result)> Versioned(Value s, string f, Value a)
    {
        if (f == "read") return [(s, s)];
        if (f == "cas" && a.AsList()[0] != s.AsList()[0]) return [(s, ModelSpec.Mismatch)];
        var next = Value.Of(Value.Of(s.AsList()[0].AsInteger() + 1), f == "cas" ? a.AsList()[1] : a);
        return [(next, next)];
    }

    private static Value Micro(Func<int, int> draw) => draw(2) == 0
        ? Value.Of(Value.Of("read"), Value.Of(draw(2) == 0 ? "x" : "y"), Value.Null)
        : Value.Of(Value.Of("write"), Value.Of(draw(2) == 0 ? "x" : "y"), Value.Of(draw(3)));

    private static Value Filled(Value micro, Value value) => Value.Of(micro.AsList()[0], micro.AsList()[1], value);

    // The state is [x, y].
    private static IEnumerable<(Value Next, Value Result)> Txn(Value s, string f, Value a)
    {
        var state = s.AsList().ToArray();
        var results = new List<Value>();
        foreach (var micro in a.AsList())
        {
            var register = micro.AsList()[1] == Value.Of("x") ? 0 : 1;
            if (micro.AsList()[0] == Value.Of("write")) state[register] = micro.AsList()[2];
            results.Add(Filled(micro, state[register]));
        }

        return [(Value.Of(state), Value.Of([.. results]))];
    }
}
