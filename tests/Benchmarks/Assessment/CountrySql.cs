namespace Yuekao.Benchmarks.Assessment;

/// <summary>
/// What <see cref="BenchmarkScheme"/> says, written by hand in SQL. One whole number holds a subject's score and both tie-breakers, so that one sort ranks;
/// readings are in columns of the narrowest type. A gated subject's number is -1: it comes after everybody scored.
/// </summary>
internal static class CountrySql
{
    /// <summary>The subjects, in roster order by <c>id</c>, with their readings' codes (see <c>BulkLayout</c>).</summary>
    public const string Table =
        """
        CREATE TABLE subject (
            id INTEGER NOT NULL, pool INTEGER NOT NULL, base INTEGER NOT NULL,
            c0 TINYINT NOT NULL, c1 TINYINT NOT NULL, c2 TINYINT NOT NULL, c3 TINYINT NOT NULL, c4 TINYINT NOT NULL, c5 TINYINT NOT NULL, c6 TINYINT NOT NULL, c7 TINYINT NOT NULL,
            c8 SMALLINT NOT NULL, c9 SMALLINT NOT NULL, c10 SMALLINT NOT NULL, c11 SMALLINT NOT NULL, c12 SMALLINT NOT NULL, c13 SMALLINT NOT NULL,
            c14 INTEGER NOT NULL, c15 INTEGER NOT NULL, c16 TINYINT NOT NULL, c17 TINYINT NOT NULL)
        """;

    // 70 of 100 over 72 points and 30 of 100 over 28 points are 245 and 270 parts of a common denominator of 252.
    private const string Keyed =
        """
        points AS (
            SELECT id, pool, base, (base * 4000::BIGINT + 10000) // 20000 AS assessed, c8,
                least(c0, c1, c2, c3, c4, c5, c6, c7) >= 1 AS passes,
                (c8 + c9 + c10 + c11 + c12 + c13)::BIGINT AS work,
                (CASE WHEN c14 >= 5000000 THEN 800 WHEN c14 >= 3000000 THEN 500 WHEN c14 >= 1000000 THEN 200 ELSE 0 END
                    + CASE WHEN c15 >= 5000000 THEN 800 WHEN c15 >= 3000000 THEN 500 WHEN c15 >= 1000000 THEN 200 ELSE 0 END
                    + CASE c16 WHEN 3 THEN 800 WHEN 2 THEN 600 WHEN 1 THEN 400 ELSE 100 END
                    + CASE WHEN c17 >= 1 THEN 400 ELSE 0 END)::BIGINT AS village
            FROM subject),
        keyed AS (
            SELECT id, pool, base, assessed, CASE WHEN passes THEN ((245 * work + 270 * village) << 24) + (work << 11) + c8 ELSE -1 END AS key
            FROM points)
        """;

    // Seats by the largest remainder, an equal one to the better grade; the gated use up the poor seats. Places end at best and fair.
    private const string Lines =
        """
        counted AS (SELECT pool, count(*) AS n, n * 2000 % 10000 AS outer_rest, n * 6000 % 10000 AS middle_rest, n - 2 * (n * 2000 // 10000) - n * 6000 // 10000 AS left_over FROM subject GROUP BY pool),
        lines AS (
            SELECT pool,
                n * 2000 // 10000 + ((middle_rest > outer_rest)::INTEGER < left_over)::INTEGER AS best,
                best + n * 6000 // 10000 + ((outer_rest >= middle_rest)::INTEGER + (outer_rest > middle_rest)::INTEGER < left_over)::INTEGER AS fair
            FROM counted)
        """;

    /// <summary>Grades and pays everybody into <c>outcome</c>.</summary>
    public const string GradeAndPay =
        $"""
        CREATE OR REPLACE TABLE outcome AS
        WITH {Keyed},
        {Lines},
        ranked AS (
            SELECT id, pool, base, assessed, key, rank() OVER ranking AS first_place, count(*) OVER ranking AS last_place
            FROM keyed
            WINDOW ranking AS (PARTITION BY pool ORDER BY key DESC)),
        graded AS (
            SELECT id, pool, base, assessed, CASE WHEN key < 0 THEN 0 ELSE first_place END::INTEGER AS rank,
                CASE WHEN key < 0 THEN 2 WHEN last_place <= best THEN 0 WHEN first_place > fair THEN 2 ELSE 1 END::TINYINT AS grade
            FROM ranked JOIN lines USING (pool)),
        pot AS (SELECT pool, sum(assessed) FILTER (grade = 2) AS withheld, count(*) FILTER (grade = 0) AS rewarded FROM graded GROUP BY pool),
        turns AS (SELECT id, pool, row_number() OVER (PARTITION BY pool ORDER BY id) AS turn FROM graded WHERE grade = 0)
        SELECT id, grade, rank,
            (base - CASE WHEN grade = 2 THEN assessed ELSE 0 END + CASE WHEN grade = 0 THEN withheld // rewarded + (turn <= withheld % rewarded)::INTEGER ELSE 0 END)::BIGINT AS paid
        FROM graded JOIN pot USING (pool) LEFT JOIN turns USING (id)
        """;
}
