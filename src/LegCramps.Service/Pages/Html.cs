using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LegCramps.Service.Pages;

/// <summary>HTML, written as interpolated strings: what stands in a hole is encoded, unless it is HTML already.</summary>
[InterpolatedStringHandler]
internal sealed class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder html;

    public Html(int literalLength, int formattedCount) => html = new(literalLength + (32 * formattedCount));

    private Html(string html) => this.html = new(html);

    public static Html None { get; } = new("");

    /// <summary>Text that is known to be HTML already.</summary>
    public static Html Trusted(string html) => new(html);

    public static Html If(bool condition, Html html) => condition ? html : None;

    public static Html Join(string separator, IEnumerable<Html> parts) => new(string.Join(Encoder.Encode(separator), parts));

    public void AppendLiteral(string literal) => html.Append(literal);

    public void AppendFormatted(string? text) => html.Append(Encoder.Encode(text ?? ""));

    public void AppendFormatted(int number) => html.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(Html part) => html.Append(part.html);

    public void AppendFormatted(IEnumerable<Html> parts) => html.AppendJoin('\n', parts);

    public override string ToString() => html.ToString();
}
