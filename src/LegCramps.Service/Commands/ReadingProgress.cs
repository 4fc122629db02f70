using System.Globalization;

namespace LegCramps.Service.Commands;

/// <summary>One line on a terminal that says how much of the files has been read; nothing when nobody watches.</summary>
internal sealed class ReadingProgress(TextWriter? terminal, long total)
{
    private long read;
    private long shown = -1;

    /// <summary>The terminal, or null when the errors go elsewhere, such as into a file or a test.</summary>
    public static TextWriter? Terminal(TextWriter error) => ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && !Console.IsOutputRedirected ? error : null;

    public Stream Open(string path) => new Watched(File.OpenRead(path), this);

    public void Clear()
    {
        if (shown >= 0) terminal?.Write($"\r{new string(' ', 40)}\r");
        shown = -1;
    }

    private void Add(int bytes)
    {
        read += bytes;
        if (terminal is null || total == 0 || read * 1000 / total == shown) return;
        shown = read * 1000 / total;
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r{read / 1048576:N0} of {total / 1048576:N0} MB read, {100.0 * read / total:F1} %"));
    }

    private sealed class Watched(FileStream inner, ReadingProgress progress) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            progress.Add(count);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
