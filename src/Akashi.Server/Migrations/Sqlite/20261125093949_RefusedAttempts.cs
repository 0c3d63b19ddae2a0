using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Akashi.Server.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RefusedAttempts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "tried",
                table: "leaves",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_leaves_organisation_tried",
                table: "leaves",
                columns: new[] { "organisation", "tried" },
                filter: "tried IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_leaves_organisation_tried",
                table: "leaves");

            migrationBuilder.DropColumn(
                name: "tried",
                table: "leaves");
        }
    }
}
