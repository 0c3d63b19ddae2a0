using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Identity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "email",
                table: "people",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "machine",
                table: "people",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "owner",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "party",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "people",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Active");

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    login = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    password_set_at = table.Column<long>(type: "INTEGER", nullable: true),
                    must_change = table.Column<bool>(type: "INTEGER", nullable: false),
                    former_passwords = table.Column<string>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    failed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    code_seed = table.Column<string>(type: "TEXT", nullable: true),
                    code_step = table.Column<long>(type: "INTEGER", nullable: false),
                    recovery_codes = table.Column<string>(type: "TEXT", nullable: false),
                    passkeys = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_accounts_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    acts = table.Column<string>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_api_tokens_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assignments",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    service = table.Column<Guid>(type: "TEXT", nullable: true),
                    catalog = table.Column<Guid>(type: "TEXT", nullable: true),
                    clearance = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assignments", x => new { x.organisation, x.id });
                    table.ForeignKey(
                        name: "fk_assignments_catalogs_organisation_catalog",
                        columns: x => new { x.organisation, x.catalog },
                        principalTable: "catalogs",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_people_organisation_person",
                        columns: x => new { x.organisation, x.person },
                        principalTable: "people",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_assignments_services_organisation_service",
                        columns: x => new { x.organisation, x.service },
                        principalTable: "services",
                        principalColumns: new[] { "organisation", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    acts = table.Column<string>(type: "TEXT", nullable: false),
                    title_en = table.Column<string>(type: "TEXT", nullable: false),
                    title_ja = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret = table.Column<byte[]>(type: "BLOB", nullable: false),
                    person = table.Column<Guid>(type: "TEXT", nullable: false),
                    methods = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    strong = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    locked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_because = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    owes = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    organisation = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    set_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => new { x.organisation, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_people_organisation_owner",
                table: "people",
                columns: new[] { "organisation", "owner" });

            migrationBuilder.CreateIndex(
                name: "ix_people_organisation_party",
                table: "people",
                columns: new[] { "organisation", "party" });

            migrationBuilder.CreateIndex(
                name: "ix_accounts_organisation_login",
                table: "accounts",
                columns: new[] { "organisation", "login" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_accounts_organisation_person",
                table: "accounts",
                columns: new[] { "organisation", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_organisation_hash",
                table: "api_tokens",
                columns: new[] { "organisation", "hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_organisation_person",
                table: "api_tokens",
                columns: new[] { "organisation", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_organisation_catalog",
                table: "assignments",
                columns: new[] { "organisation", "catalog" });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_organisation_person",
                table: "assignments",
                columns: new[] { "organisation", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_assignments_organisation_service",
                table: "assignments",
                columns: new[] { "organisation", "service" });

            migrationBuilder.CreateIndex(
                name: "ix_roles_organisation_name",
                table: "roles",
                columns: new[] { "organisation", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sessions_organisation_changed_at",
                table: "sessions",
                columns: new[] { "organisation", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_organisation_person_ended_at",
                table: "sessions",
                columns: new[] { "organisation", "person", "ended_at" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_organisation_secret",
                table: "sessions",
                columns: new[] { "organisation", "secret" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_settings_organisation_name",
                table: "settings",
                columns: new[] { "organisation", "name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_people_parties_organisation_party",
                table: "people",
                columns: new[] { "organisation", "party" },
                principalTable: "parties",
                principalColumns: new[] { "organisation", "id" },
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_people_people_organisation_owner",
                table: "people",
                columns: new[] { "organisation", "owner" },
                principalTable: "people",
                principalColumns: new[] { "organisation", "id" },
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_people_parties_organisation_party",
                table: "people");

            migrationBuilder.DropForeignKey(
                name: "fk_people_people_organisation_owner",
                table: "people");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "assignments");

            migrationBuilder.DropTable(
                name: "roles");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropIndex(
                name: "ix_people_organisation_owner",
                table: "people");

            migrationBuilder.DropIndex(
                name: "ix_people_organisation_party",
                table: "people");

            migrationBuilder.DropColumn(
                name: "email",
                table: "people");

            migrationBuilder.DropColumn(
                name: "machine",
                table: "people");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "people");

            migrationBuilder.DropColumn(
                name: "party",
                table: "people");

            migrationBuilder.DropColumn(
                name: "state",
                table: "people");
        }
    }
}
