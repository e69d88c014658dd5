import type { TestApp } from '../../support/app.js';

/** A device as the admin API shows it. */
export function deviceViews(app: () => TestApp) {
  const deviceOf = async (sn: string, at = app()) => (await at.admin('GET', `/devices/${sn}`)).body;

  return { deviceOf };
}
