/**
 * Bodies of registry, `table=options` and GET OPTIONS: one list of `name=value` (4.4, 4.6).
 * Firmware separates by `,` `&` a line end or `,<TAB>`, writes `AuxOutCount:0` and `LogIDFunOn==0`, and leaves values empty.
 */
const assignment = /^\s*~?([A-Za-z_][\w.-]{0,63})\s*=([\s\S]*)$/;
// The form with a colon only counts before a plain number, so that `http://` or a MAC in a value is not taken for a
// name.
const colon = /^\s*~?([A-Za-z_][\w.-]{0,63}):(-?\d*)\s*$/;

/** Options by name as sent without `~`; the last of a repeated name counts. Never throws. */
export function parseOptions(body: string): Record<string, string> {
  const options = new Map<string, string>();
  for (const line of body.replaceAll('\0', '').split(/[\r\n]+/)) addLine(options, line);
  return Object.fromEntries(options);
}

const assigned = (part: string): readonly [name: string, value: string] | null => {
  const [, name, value = ''] = assignment.exec(part) ?? colon.exec(part) ?? [];
  return name === undefined ? null : [name, value.replace(/^=/, '').trim()];
};

function addLine(options: Map<string, string>, line: string): void {
  let last: string | undefined;
  // Separators stay with the part after them, so that one inside a value can be put back.
  for (const part of line.split(/(?=[,&\t])/)) {
    const found = assigned(part.replace(/^[,&\t]/, ''));
    if (found) {
      [last] = found;
      options.set(...found);
    } else if (last !== undefined && part.length > 1) {
      options.set(last, `${options.get(last) ?? ''}${part.trimEnd()}`);
    }
  }
}
