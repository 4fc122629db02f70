using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LegCramps.Service.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "cards",
                columns: table => new
                {
                    uuid = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    client = table.Column<string>(type: "TEXT", nullable: false),
                    tenant = table.Column<string>(type: "TEXT", nullable: true),
                    time = table.Column<long>(type: "INTEGER", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    gate = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    snooze_key = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cards", x => x.uuid);
                });

            migrationBuilder.CreateTable(
                name: "feedback",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    client = table.Column<string>(type: "TEXT", nullable: false),
                    tenant = table.Column<string>(type: "TEXT", nullable: true),
                    service = table.Column<string>(type: "TEXT", nullable: false),
                    card = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    outcome_time = table.Column<long>(type: "INTEGER", nullable: false),
                    received = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    reason_system = table.Column<string>(type: "TEXT", nullable: true),
                    accepted_suggestions = table.Column<int>(type: "INTEGER", nullable: false),
                    snoozes = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_feedback", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "snoozes",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    card = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_snoozes", x => x.key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_cards_day_rule_version",
                table: "cards",
                columns: new[] { "day", "rule", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_cards_with_snooze_key",
                table: "cards",
                column: "time",
                filter: "snooze_key IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_feedback_card_client_outcome_outcome_time",
                table: "feedback",
                columns: new[] { "card", "client", "outcome", "outcome_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_feedback_received",
                table: "feedback",
                column: "received");

            migrationBuilder.CreateIndex(
                name: "IX_snoozes_card",
                table: "snoozes",
                column: "card");

            migrationBuilder.CreateIndex(
                name: "IX_snoozes_until",
                table: "snoozes",
                column: "until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "cards");

            migrationBuilder.DropTable(
                name: "feedback");

            migrationBuilder.DropTable(
                name: "snoozes");
        }
    }
}
