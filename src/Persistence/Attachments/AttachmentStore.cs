using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ReviewFlow.Persistence.Schema.Rows;
using ReviewFlow.Persistence.Time;

namespace ReviewFlow.Persistence.Attachments;

/// <summary>A file that was taken in; it belongs to its uploader until it is attached to a case.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record StoredUpload(string Id, long Size, string Sha256);

/// <summary>Stores files in pieces, so that none is ever in memory as a whole.</summary>
public sealed class AttachmentStore(ReviewFlowDbContext db, BusinessClock clock)
{
    private const int Piece = 256 * 1024;

    /// <summary>Takes a file in.</summary>
    /// <param name="content">The file.</param>
    /// <param name="uploadedBy">Person.</param>
    /// <param name="largest">Most bytes.</param>
    /// <param name="cancel">Gives up; nothing is kept then.</param>
    /// <returns>The file; null when it is larger than allowed.</returns>
    public async Task<StoredUpload?> StoreAsync(Stream content, string uploadedBy, long largest, CancellationToken cancel)
    {
        var row = new AttachmentRow { Id = Guid.CreateVersion7().ToString("N"), UploadedBy = uploadedBy, UploadedAt = clock.Now() };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Attachments.Add(row);
        await db.SaveChangesAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[Piece];
        for (var number = 1; await content.ReadAtLeastAsync(piece, Piece, throwOnEndOfStream: false, cancel) is var read and > 0; number++)
        {
            row.Size += read;
            if (row.Size > largest) return null;
            hash.AppendData(piece, 0, read);
            var chunk = db.AttachmentChunks.Add(new AttachmentChunkRow { AttachmentId = row.Id, Number = number, Bytes = piece[..read] });
            await db.SaveChangesAsync(cancel);
            chunk.State = EntityState.Detached;
        }

        row.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new StoredUpload(row.Id, row.Size, row.Sha256);
    }

    /// <summary>The pieces of a file, in order.</summary>
    public IAsyncEnumerable<byte[]> ReadAsync(string id) =>
        db.AttachmentChunks.AsNoTracking().Where(c => c.AttachmentId == id).OrderBy(c => c.Number).Select(c => c.Bytes).AsAsyncEnumerable();
}
