using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LegCramps.Service.Store;

/// <summary>The tables. One subclass for each database, because each has migrations of its own.</summary>
public abstract class LegCrampsStore(DbContextOptions options) : DbContext(options)
{
    /// <summary>The ledger: every card that was due.</summary>
    public DbSet<CardRecord> Cards => Set<CardRecord>();

    public DbSet<FeedbackRecord> Feedback => Set<FeedbackRecord>();

    public DbSet<SnoozeRecord> Snoozes => Set<SnoozeRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Milliseconds since 1970: the one form of an instant that both databases compare and index alike.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<CardStatus>().HaveConversion<LowerCase>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CardRecord>(card =>
        {
            card.ToTable("cards").HasKey(c => c.Uuid);
            card.HasIndex(c => new { c.Day, c.Rule, c.Version });
            // The few rows that still hold a hash, so that taking it away does not read the whole ledger.
            card.HasIndex(c => c.Time, "ix_cards_with_snooze_key").HasFilter("snooze_key IS NOT NULL");
        });
        modelBuilder.Entity<FeedbackRecord>(feedback =>
        {
            feedback.ToTable("feedback").HasKey(f => f.Id);
            feedback.HasIndex(f => new { f.Card, f.Client, f.Outcome, f.OutcomeTime }).IsUnique();
            feedback.HasIndex(f => f.Received);
        });
        modelBuilder.Entity<SnoozeRecord>(snooze =>
        {
            snooze.ToTable("snoozes").HasKey(s => s.Key);
            snooze.HasIndex(s => s.Card);
            snooze.HasIndex(s => s.Until);
        });
        // Names that need no quotation marks, for whoever asks the database directly.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties())) property.SetColumnName(ColumnName(property.Name));
    }

    private static string ColumnName(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class LowerCase() : ValueConverter<CardStatus, string>(s => s.Name(), s => Enum.Parse<CardStatus>(s, ignoreCase: true));
}

/// <summary>The tables in a file of their own.</summary>
public sealed class SqliteStore(DbContextOptions<SqliteStore> options) : LegCrampsStore(options);

/// <summary>The tables in a PostgreSQL database, shared by many instances.</summary>
public sealed class PostgreSqlStore(DbContextOptions<PostgreSqlStore> options) : LegCrampsStore(options);
