import { dialectOf, type Dialect } from '../../protocol/access-push/dialect.js';

/**
 * The registration parameters of a panel by name, without `~` and in any case, in the order in which they are sent
 * (Access PUSH 4.4).
 */
export class PanelSettings {
  private readonly entries = new Map<string, { name: string; value: string }>();
  private known: Dialect | null = null;

  constructor(...layers: readonly Readonly<Record<string, string>>[]) {
    for (const layer of layers) for (const [name, value] of Object.entries(layer)) this.set(name, value);
  }

  get(name: string): string | undefined {
    return this.entries.get(plain(name))?.value;
  }

  /** A known parameter keeps its spelling and place; a new one is sent last. */
  set(name: string, value: string): void {
    const known = this.entries.get(plain(name));
    this.entries.set(plain(name), { name: known?.name ?? name, value });
    this.known = null;
  }

  /** All parameters as they were at first. */
  restore(values: Readonly<Record<string, string>>): void {
    this.entries.clear();
    for (const [name, value] of Object.entries(values)) this.set(name, value);
  }

  number(name: string): number {
    return Number.parseInt(this.get(name) ?? '', 10) || 0;
  }

  isOn(name: string): boolean {
    return this.get(name) === '1';
  }

  /** AccSupportFunList counts from 0, from the left; a missing position is not supported. */
  supports(position: number): boolean {
    return this.get('AccSupportFunList')?.[position] === '1';
  }

  /** Cards are in `mulcarduser` and not in `user`: possible by AccSupportFunList[7], and switched on by the server. */
  get multiCard(): boolean {
    return this.supports(7) && this.isOn('MulCardUserFunOn');
  }

  /** The dialect of the tables from these parameters: the only part that panel and gateway read with the same code. */
  get dialect(): Dialect {
    this.known ??= dialectOf(this.all(), { multiCardOn: this.isOn('MulCardUserFunOn'), devId: 1 });
    return this.known;
  }

  /** The named parameters that exist, as `name=value` in the spelling asked for. */
  pick(names: readonly string[]): string[] {
    return names.flatMap((name) => {
      const value = this.get(name);
      return value === undefined ? [] : [`${name}=${value}`];
    });
  }

  /** Every parameter by the name it is sent under. */
  all(): Record<string, string> {
    return Object.fromEntries([...this.entries.values()].map(({ name, value }) => [name, value]));
  }

  registryBody(): string {
    return [...this.entries.values()].map(({ name, value }) => `${name}=${value}`).join(',');
  }
}

/** An AccSupportFunList with these positions set. */
export function functionList(...positions: readonly number[]): string {
  return Array.from({ length: 67 }, (_, position) => (positions.includes(position) ? '1' : '0')).join('');
}

function plain(name: string): string {
  return name.trim().replace(/^~/, '').toLowerCase();
}

/** The address to which SET OPTIONS moved the panel (Access PUSH 9.5.1, WebServerIP and WebServerPort). */
export function serverIn(settings: PanelSettings): string | null {
  const [host, port] = [settings.get('WebServerIP') ?? '', settings.get('WebServerPort') ?? ''];
  return host === '' ? null : `http://${host}${port === '' ? '' : `:${port}`}`;
}
