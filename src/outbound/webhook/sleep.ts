/** Rest that others may end, also before it begins. */
export class Sleep {
  private isOver = false;
  private wake: () => void = () => undefined;

  /** What ends it from now on counts. */
  begin(): void {
    this.isOver = false;
  }

  end(): void {
    this.isOver = true;
    this.wake();
  }

  async rest(milliseconds: number): Promise<void> {
    if (this.isOver) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }
}
