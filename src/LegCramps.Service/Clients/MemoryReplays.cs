using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LegCramps.Service.Clients;

/// <summary>Used tokens of one instance, each until it expires. When there is no room for more, calls are refused rather than tokens forgotten.</summary>
internal sealed class MemoryReplays(TimeProvider clock, int capacity = 500_000) : IReplays
{
    private readonly Lock gate = new();
    private readonly HashSet<UInt128> seen = [];
    private readonly PriorityQueue<UInt128, DateTimeOffset> byExpiry = new();

    /// <summary>Short and of one length, whatever a client takes for a jti; the parts are kept apart by their lengths.</summary>
    public static UInt128 Key(string issuer, string jti) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer.Length}:{issuer}{jti}")));

    public bool HasSeen(string issuer, string jti)
    {
        lock (gate) return seen.Contains(Key(issuer, jti));
    }

    public ValueTask<Use> RecordAsync(string issuer, string jti, DateTimeOffset until) => new(Record(Key(issuer, jti), until));

    public Use Record(UInt128 key, DateTimeOffset until)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (byExpiry.TryPeek(out var oldest, out var end) && end <= now)
            {
                byExpiry.Dequeue();
                seen.Remove(oldest);
            }

            if (seen.Contains(key)) return Use.Repeated;
            if (seen.Count >= capacity) return Use.Unknown;
            seen.Add(key);
            byExpiry.Enqueue(key, until);
            return Use.First;
        }
    }
}
