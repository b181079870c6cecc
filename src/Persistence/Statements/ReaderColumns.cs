using Npgsql;

namespace ReviewFlow.Persistence.Statements;

/// <summary>Columns that may be null.</summary>
internal static class ReaderColumns
{
    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? NumberOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static DateTimeOffset Moment(this NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));

    public static DateTimeOffset? MomentOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Moment(column);

    public static DateOnly? DayOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    public static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static string[] Texts(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<string[]>(column);

    public static T Word<T>(this NpgsqlDataReader reader, int column)
        where T : struct, Enum => Enum.Parse<T>(reader.GetString(column));
}

/// <summary>Result sets of a batch, one after the other.</summary>
internal static class ReaderLists
{
    public static async Task<List<T>> ListAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        var list = new List<T>();
        while (await reader.ReadAsync(cancel)) list.Add(row(reader));
        return list;
    }

    public static async Task<List<T>> NextListAsync<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        return await reader.ListAsync(row, cancel);
    }
}
