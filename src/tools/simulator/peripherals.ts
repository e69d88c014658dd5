/** The parts of a panel beside doors: CONTROL DEVICE switches them, the panel shows or sends their state. */
export class Peripherals {
  /** Cards are sent as raw bits while the Wiegand test runs (Access PUSH 9.4). */
  wiegandTest = false;
  /** The door whose reader waits for an identity card, and until when by the panel's clock in packed seconds. */
  idCardMode: { readonly door: number; readonly seconds: number } | null = null;
  network: 'wired' | '4G' | 'Wi-Fi' = 'wired';
  emergency: 'none' | 'dual-on' | 'dual-off' = 'none';
  elevatorEmergency = false;
  readerLights = 0;
  /** Floors whose buttons work, with the seconds they were given. */
  readonly floors: { readonly floors: readonly number[]; readonly seconds: number; readonly forEverybody: boolean }[] =
    [];
  /** Counters of a channel controller (7.14). */
  readonly gate = { ir: 0, sensors: 2, in: 0, out: 0, alarms: 0, runs: 0 };
  /** Of the next person: degrees Celsius, and a mask or none. */
  temperature = 36.5;
  mask = false;

  /** The body of `table=irstate`. */
  gateBody(): string {
    const { ir, sensors, in: into, out, alarms, runs } = this.gate;
    return (
      `irstate=${ir}\tirsensecount=${sensors}\tincount=${into}\toutcount=${out}\t` +
      `alarmcount=${alarms}\truncount=${runs}\r\n`
    );
  }

  /** Factory reset. */
  clear(): void {
    this.wiegandTest = false;
    this.idCardMode = null;
    this.emergency = 'none';
    this.floors.length = 0;
    Object.assign(this.gate, { ir: 0, in: 0, out: 0, alarms: 0, runs: 0 });
  }
}
