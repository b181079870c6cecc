using Npgsql;
using NpgsqlTypes;

namespace ReviewFlow.Persistence.Statements;

/// <summary>Parameters in order, always with their type: a null then prepares the same statement as a value.</summary>
internal static class Parameters
{
    public static NpgsqlBatchCommand Text(this NpgsqlBatchCommand command, string? value) => command.Add(NpgsqlDbType.Text, value);

    public static NpgsqlBatchCommand Texts(this NpgsqlBatchCommand command, IReadOnlyCollection<string> value) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, value as string[] ?? [.. value]);

    /// <summary>A list that is not given.</summary>
    public static NpgsqlBatchCommand NoTexts(this NpgsqlBatchCommand command) => command.Add(NpgsqlDbType.Array | NpgsqlDbType.Text, null);

    public static NpgsqlBatchCommand Word<T>(this NpgsqlBatchCommand command, T value)
        where T : struct, Enum => command.Add(NpgsqlDbType.Text, Enum.GetName(value));

    public static NpgsqlBatchCommand Number(this NpgsqlBatchCommand command, int? value) => command.Add(NpgsqlDbType.Integer, value);

    public static NpgsqlBatchCommand Numbers(this NpgsqlBatchCommand command, int[] value) =>
        command.Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, value);

    public static NpgsqlBatchCommand Large(this NpgsqlBatchCommand command, long value) => command.Add(NpgsqlDbType.Bigint, value);

    public static NpgsqlBatchCommand Flag(this NpgsqlBatchCommand command, bool value) => command.Add(NpgsqlDbType.Boolean, value);

    public static NpgsqlBatchCommand Moment(this NpgsqlBatchCommand command, DateTimeOffset? value) =>
        command.Add(NpgsqlDbType.TimestampTz, value?.UtcDateTime);

    public static NpgsqlBatchCommand Day(this NpgsqlBatchCommand command, DateOnly? value) => command.Add(NpgsqlDbType.Date, value);

    public static NpgsqlBatchCommand Bytes(this NpgsqlBatchCommand command, byte[]? value) => command.Add(NpgsqlDbType.Bytea, value);

    private static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, NpgsqlDbType type, object? value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
        return command;
    }
}
