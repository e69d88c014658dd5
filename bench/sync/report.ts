/** Prints figures beside what is wanted of them, and remembers whether one was missed. */
export class Report {
  isMet = true;

  constructor(private readonly print: (line: string) => void) {}

  say(line: string): void {
    this.print(line);
  }

  /** @param most what the figure may be; left out = shown only */
  atMost(what: string, figure: number, unit: string, most?: number): void {
    this.line(what, figure, unit, most === undefined ? '' : `at most ${most}`, most !== undefined && figure > most);
  }

  atLeast(what: string, figure: number, unit: string, least: number): void {
    this.line(what, figure, unit, `at least ${least}`, figure < least);
  }

  private line(what: string, figure: number, unit: string, demand: string, isMissed: boolean): void {
    if (isMissed) this.isMet = false;
    const shown = figure >= 100 ? figure.toFixed(0) : figure >= 10 ? figure.toFixed(1) : figure.toFixed(2);
    this.print(`${what}: ${shown} ${unit}${demand === '' ? '' : ` (demand ${demand}${isMissed ? ', MISSED' : ''})`}`);
  }
}
