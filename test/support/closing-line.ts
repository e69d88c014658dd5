import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a run with the line `N passed, N failed`. A file or suite that could not be collected, a hook that failed and an
 * error outside of every test each count as one failure; so does a run that fails for any other reason.
 */
export default class ClosingLine implements Reporter {
  private passed = 0;
  private failed = 0;
  private printing = false;

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    this.passed = tests.filter((test) => test.result().state === 'passed').length;
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    this.failed =
      tests.filter((test) => test.result().state === 'failed').length +
      groups.filter((group) => group.errors().length > 0).length +
      errors.length;
    this.printAtExit();
  }

  onInit(): void {
    // This also runs if a global setup fails and the end of a run is never announced.
    this.printAtExit();
  }

  /** It prints at the exit, because a teardown may still print something, or fail. */
  private printAtExit(): void {
    if (this.printing) return;
    this.printing = true;
    process.once('exit', (code) => {
      const failed = code !== 0 && this.failed === 0 ? 1 : this.failed;
      process.stdout.write(`${this.passed} passed, ${failed} failed\n`);
    });
  }
}
