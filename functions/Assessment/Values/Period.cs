using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Yuekao.Assessment.Values;

/// <summary>How long one cycle of a scheme lasts.</summary>
public enum PeriodKind
{
    /// <summary>A calendar month, written <c>2026-10</c>.</summary>
    Month,

    /// <summary>Two calendar months, the first starting in January, written <c>2026-B5</c> (September and October).</summary>
    TwoMonths,

    /// <summary>A quarter, written <c>2026-Q3</c>.</summary>
    Quarter,

    /// <summary>A calendar year, written <c>2026</c>.</summary>
    Year,
}

/// <summary>The period of one cycle (考核周期), in the years 2000 to 2999: <c>2026-10</c>, <c>2026-B5</c>, <c>2026-Q3</c> or <c>2026</c>.</summary>
[JsonConverter(typeof(IdJsonConverter<Period>))]
public readonly record struct Period : IId<Period>
{
    private Period(PeriodKind kind, int year, int number) => (Kind, Year, Number) = (kind, year, number);

    /// <inheritdoc/>
    public static LocalizableString Expected => "a month (2026-10), two months (2026-B1 to 2026-B6), a quarter (2026-Q1 to 2026-Q4) or a year (2026)";

    /// <summary>How long it lasts.</summary>
    public PeriodKind Kind { get; }

    /// <summary>The calendar year it lies in.</summary>
    public int Year { get; }

    /// <summary>Its place among the periods of its kind in the year, from 1.</summary>
    public int Number { get; }

    /// <summary>How many periods of this kind a year has.</summary>
    public int PerYear => 12 / Months;

    /// <summary>The first day.</summary>
    public DateOnly FirstDay => new(Year, ((Number - 1) * Months) + 1, 1);

    /// <summary>The last day, inclusive.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(Months).AddDays(-1);

    /// <summary>How many days it has.</summary>
    public int Days => LastDay.DayNumber - FirstDay.DayNumber + 1;

    /// <inheritdoc/>
    public string Value => Year == 0 ? "" : ToString();

    private int Months => Kind switch { PeriodKind.Month => 1, PeriodKind.TwoMonths => 2, PeriodKind.Quarter => 3, _ => 12 };

    /// <summary>Makes a period of its text.</summary>
    /// <exception cref="FormatException">The text is not a period.</exception>
    public static Period Of(string text) => Ids.Require<Period>(text);

    /// <summary>The period of a kind that a day lies in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is outside the years 2000 to 2999.</exception>
    public static Period Containing(DateOnly day, PeriodKind kind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(day.Year, 2000, nameof(day));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(day.Year, 2999, nameof(day));
        var first = new Period(kind, day.Year, 1);
        return new(kind, day.Year, ((day.Month - 1) / first.Months) + 1);
    }

    /// <inheritdoc/>
    public static bool TryOf([NotNullWhen(true)] string? text, out Period id)
    {
        id = default;
        if (text is null || text.Length is not (4 or 7) || !TryDigits(text.AsSpan(0, 4), out var year) || year is < 2000 or > 2999)
            return false;
        if (text.Length == 4)
        {
            id = new(PeriodKind.Year, year, 1);
            return true;
        }

        PeriodKind? kind = text[5] switch { 'B' => PeriodKind.TwoMonths, 'Q' => PeriodKind.Quarter, >= '0' and <= '9' => PeriodKind.Month, _ => null };
        if (text[4] != '-' || kind is null || !TryDigits(text.AsSpan(kind == PeriodKind.Month ? 5 : 6), out var number))
            return false;
        id = new(kind.Value, year, number);
        var valid = number >= 1 && number <= id.PerYear;
        id = valid ? id : default;
        return valid;
    }

    /// <summary>The period of the same kind so many places later, or earlier when negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would lie outside the years 2000 to 2999.</exception>
    public Period Plus(int places)
    {
        var index = (Year * PerYear) + Number - 1 + places;
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 2000 * PerYear, nameof(places));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 3000 * PerYear, nameof(places));
        return new(Kind, index / PerYear, (index % PerYear) + 1);
    }

    /// <summary>Whether a day lies in the period.</summary>
    public bool Contains(DateOnly day) => day >= FirstDay && day <= LastDay;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}"),
        PeriodKind.TwoMonths => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-B{Number}"),
        PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-Q{Number}"),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    private static bool TryDigits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
