using System.Text.Json;
using System.Text.Unicode;

namespace LegCramps.Tests.Facts.Fuzzing;

/// <summary>Whether a body is one JSON object in UTF-8, judged another way than the reader does: all at once, every string decoded.</summary>
internal static class JsonOracle
{
    public static bool IsObject(ReadOnlySpan<byte> body, int maxDepth)
    {
        if (body.StartsWith("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body)) return false;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return false;
            // Only decoding shows a lone surrogate.
            do
            {
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped) reader.GetString();
            }
            while (reader.Read());
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
