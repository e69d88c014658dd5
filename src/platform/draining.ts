/** Whether this gateway was told to stop: it still answers, and nobody should call it any more. */
export class Draining {
  private on = false;

  get isOn(): boolean {
    return this.on;
  }

  begin(): void {
    this.on = true;
  }
}
