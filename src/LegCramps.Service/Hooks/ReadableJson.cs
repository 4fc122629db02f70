using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using LegCramps.CdsHooks;

namespace LegCramps.Service.Hooks;

/// <summary>Serialization of what the service answers, as text that a person can read on the wire.</summary>
internal static class ReadableJson
{
    private static readonly CdsHooksJson Envelope = new(new JsonSerializerOptions(CdsHooksJson.Default.Options) { Encoder = ReadableEncoder.Instance });

    public static byte[] Bytes<T>(T value, Func<CdsHooksJson, JsonTypeInfo<T>> type) => JsonSerializer.SerializeToUtf8Bytes(value, type(Envelope));
}

/// <summary>
/// Leaves apostrophes, plus signs, ampersands and letters of every script as they are, and writes a quotation mark as JSON does.
/// Angle brackets and control characters stay escaped, so that the text starts no markup wherever a client pastes it.
/// </summary>
internal sealed unsafe class ReadableEncoder : JavaScriptEncoder
{
    public static readonly ReadableEncoder Instance = new();

    private static readonly JavaScriptEncoder Strict = Create(UnicodeRanges.All);

    public override int MaxOutputCharactersPerInputCharacter => Strict.MaxOutputCharactersPerInputCharacter;

    public override bool WillEncode(int unicodeScalar) => !IsHarmless(unicodeScalar) && Strict.WillEncode(unicodeScalar);

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var at = 0; at < textLength; at++)
        {
            var found = Strict.FindFirstCharacterToEncode(text + at, textLength - at);
            if (found < 0) return -1;
            at += found;
            if (!IsHarmless(text[at])) return at;
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (unicodeScalar != '"' || bufferLength < 2) return Strict.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        (buffer[0], buffer[1]) = ('\\', '"');
        numberOfCharactersWritten = 2;
        return true;
    }

    private static bool IsHarmless(int unicodeScalar) => unicodeScalar is '\'' or '+' or '&' or '`';
}
