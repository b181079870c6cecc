// Takes the @font-face rules out of every style sheet of a folder: the typeface is licensed to gov.uk alone.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter(n => n.endsWith(".css"))) {
  const file = join(folder, name);
  writeFileSync(file, readFileSync(file, "utf8").replace(/@font-face\s*\{[^}]*\}/g, ""));
}
