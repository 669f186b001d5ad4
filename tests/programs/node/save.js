// Opens each workbook with a program and saves it, as a person would who changes nothing.
// In: a JSON list of {"program", "source", "target"}. Out: the versions of the programs.
"use strict";

const fs = require("fs");
const path = require("path");
const ExcelJS = require("exceljs");
const SheetJS = require("xlsx");
const Populate = require("xlsx-populate");

const BOOK_TYPES = { ".xls": "biff8" };

async function exceljs(source, target) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(source);
  await workbook.xlsx.writeFile(target);
}

async function populate(source, target) {
  const workbook = await Populate.fromFileAsync(source);
  await workbook.toFileAsync(target);
}

function sheetjs(source, target, options) {
  const ending = path.extname(target);
  const workbook = SheetJS.readFile(source, { cellStyles: true, bookVBA: true, ...options });
  SheetJS.writeFile(workbook, target, {
    bookType: BOOK_TYPES[ending] || ending.slice(1),
    cellStyles: true,
    ...options,
  });
}

const PROGRAMS = {
  "exceljs": exceljs,
  "xlsx-populate": populate,
  "SheetJS": (source, target) => sheetjs(source, target, {}),
  "SheetJS with dates": (source, target) => sheetjs(source, target, { cellDates: true }),
};

async function main() {
  for (const job of JSON.parse(fs.readFileSync(0, "utf8"))) {
    await PROGRAMS[job.program](job.source, job.target);
  }
  const { dependencies } = require("./package.json");
  process.stdout.write(JSON.stringify(dependencies));
}

main().catch((fault) => {
  process.stderr.write(`${fault.stack}\n`);
  process.exitCode = 1;
});
