// Draws each label of the ZPL files named on the command line: `FILE WIDTH_MM HEIGHT_MM DOTS_PER_MM` four by four.
// Beside FILE come FILE.1.png, FILE.2.png ... The renderer knows nothing of us.
import { readFileSync, writeFileSync } from "node:fs";
import { ready } from "zpl-renderer-js";

const { api } = await ready;
const wanted = process.argv.slice(2);
for (let at = 0; at < wanted.length; at += 4) {
  const [file, width, height, dots] = wanted.slice(at, at + 4);
  const drawn = await api.zplToBase64MultipleAsync(readFileSync(file, "latin1"), +width, +height, +dots);
  drawn.forEach((png, page) => writeFileSync(`${file}.${page + 1}.png`, Buffer.from(png, "base64")));
}
process.exit(0);
