using System.Data;
using DuckDB.NET.Data;
using Yuekao.Assessment;
using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Values;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>The same subjects in DuckDB, in memory, on two threads.</summary>
internal sealed class DuckDbCountry : IDisposable
{
    private const int Threads = 2;

    private readonly DuckDBConnection connection = new("DataSource=:memory:");
    private readonly int subjects;

    private DuckDbCountry(int subjects) => this.subjects = subjects;

    /// <summary>The version that runs.</summary>
    public string Version => connection.ServerVersion;

    /// <summary>Loads the subjects of a bulk input.</summary>
    public static DuckDbCountry Load(BulkInput input)
    {
        var country = new DuckDbCountry(input.Subjects);
        country.connection.Open();
        country.Execute($"SET threads = {Threads}");
        country.Execute("SET preserve_insertion_order = false");
        country.Execute(CountrySql.Table);
        country.Append(input);
        return country;
    }

    /// <summary>Grades and pays everybody anew.</summary>
    public void GradeAndPay() => Execute(CountrySql.GradeAndPay);

    /// <summary>How many subjects have another grade, rank or pay than in a bulk result.</summary>
    public int CountDifferences(Scheme scheme, BulkResult result)
    {
        GradeId[] grades = [.. BenchmarkScheme.GradesOf(scheme)];
        using DuckDBCommand command = connection.CreateCommand();
        command.UseStreamingMode = true;
        command.CommandText = "SELECT id, grade, rank, paid FROM outcome";
        using DuckDBDataReader reader = command.ExecuteReader();
        (int seen, int different) = (0, 0);
        for (; reader.Read(); seen++)
        {
            int id = reader.GetInt32(0);
            bool same = result.GradeOf(id) == grades[reader.GetByte(1)] && (result.RankOf(id) ?? 0) == reader.GetInt32(2) && result.PaidTo(id).Amount == reader.GetInt64(3);
            different += same ? 0 : 1;
        }

        return different + Math.Abs(subjects - seen);
    }

    public void Dispose() => connection.Dispose();

    private void Append(BulkInput input)
    {
        using DuckDBAppender appender = connection.CreateAppender("subject");
        ReadOnlySpan<long> codes = input.Codes.Span;
        ReadOnlySpan<int> ends = input.PoolEnds.Span;
        int pool = 0;
        for (int id = 0; id < input.Subjects; id++)
        {
            pool += id == ends[pool] ? 1 : 0;
            IDuckDBAppenderRow row = appender.CreateRow().AppendValue(id).AppendValue(pool).AppendValue((int)input.Bases.Span[id]);
            for (int column = 0; column < BenchmarkScheme.Columns; column++)
            {
                long code = codes[(id * BenchmarkScheme.Columns) + column];
                row = column switch
                {
                    < 8 or > 15 => row.AppendValue((sbyte)code),
                    < 14 => row.AppendValue((short)code),
                    _ => row.AppendValue((int)code),
                };
            }

            row.EndRow();
        }
    }

    private void Execute(string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandType = CommandType.Text;
        command.ExecuteNonQuery();
    }
}
