namespace Chaos.Checking;

/// <summary>What <see cref="TwoStateRun"/> does, for a few calls, without making anything: a set has an object for each element.</summary>
internal ref struct SmallTwoState
{
    /// <summary>The most calls that it takes.</summary>
    public const int Most = 24;

    private readonly ReadOnlySpan<Call> calls;
    private readonly ReadOnlySpan<Switching> kinds;
    private readonly ReadOnlySpan<int> byReturn;
    private uint happened;
    private bool isOn;
    private int lastOff = -1;
    private int lastOn = -1;

    private SmallTwoState(ReadOnlySpan<Call> calls, ReadOnlySpan<Switching> kinds, ReadOnlySpan<int> byReturn)
    {
        this.calls = calls;
        this.kinds = kinds;
        this.byReturn = byReturn;
    }

    /// <summary>Whether there is a legal order.</summary>
    /// <exception cref="HistoryFormatException">A call is none of the model's.</exception>
    public static bool IsLegal(ITwoStateModel model, History history, ReadOnlySpan<Call> calls)
    {
        Span<Switching> kinds = stackalloc Switching[Most];
        Span<int> byReturn = stackalloc int[Most];
        for (var i = 0; i < calls.Length; i++)
        {
            kinds[i] = model.SwitchingOf(history, calls[i]);
            var place = i;
            for (; place > 0 && calls[byReturn[place - 1]].Return > calls[i].Return; place--) byReturn[place] = byReturn[place - 1];
            byReturn[place] = i;
        }

        return new SmallTwoState(calls, kinds[..calls.Length], byReturn[..calls.Length]).Run();
    }

    private bool Run()
    {
        foreach (var call in byReturn)
            if (!calls[call].IsOpen && !End(call)) return false;
        return true;
    }

    private bool End(int call)
    {
        switch (kinds[call])
        {
            case Switching.Impossible:
                return false;
            case Switching.SeesOff:
                return !isOn || lastOff > calls[call].Invoke || Turn(calls[call].Return);
            case Switching.SeesOn:
                return isOn || lastOn > calls[call].Invoke || Turn(calls[call].Return);
            default:
                while ((happened & (1u << call)) == 0)
                    if (!Turn(calls[call].Return)) return false;
                return true;
        }
    }

    private bool Turn(int now)
    {
        foreach (var call in byReturn)
        {
            if (kinds[call] != (isOn ? Switching.TurnsOff : Switching.TurnsOn)) continue;
            if (calls[call].Invoke > now || (happened & (1u << call)) != 0) continue;
            happened |= 1u << call;
            if (isOn) lastOn = now;
            else lastOff = now;
            isOn = !isOn;
            return true;
        }

        return false;
    }
}
