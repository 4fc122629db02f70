using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LegCramps.Service.Store;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model and no database: the SQLite set.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteStore>
{
    public SqliteStore CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteStore>().UseSqlite("Data Source=unused").Options);
}

/// <summary>The PostgreSQL set.</summary>
internal sealed class PostgreSqlDesign : IDesignTimeDbContextFactory<PostgreSqlStore>
{
    public PostgreSqlStore CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgreSqlStore>().UseNpgsql("Host=unused").Options);
}
