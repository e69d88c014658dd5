import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute or more. If one of them began last, the other workers would have nothing to do. */
const longest = [
  'sync/survey/first-survey',
  'bootstrap/shutdown',
  'devices/push/numbers',
  'sync/killed',
  'bootstrap/workers',
  'sync/survey/site-take-over',
  'admin/exports',
  'platform/database/embedded',
  'facade/fuzz',
  'console/pages',
  'core/command/command-lives',
  'devices/push/kill',
  'modules/visitor/visitor-kill',
  'sync/survey/take-over',
  'platform/database/frozen-database',
  'devices/standalone/flood',
  'sync/survey/import-overtaken',
  'devices/push/one-request',
  'sync/survey/import-tells',
  'sync/clock-set-back',
  'sync/survey/retirement',
  'devices/standalone/says-yes',
  'console/operators',
  'modules/visitor/visitors',
  'devices/standalone/gateway',
  'sync/attendance-convergence',
  'tools/simulator/event-recovery',
  'tools/import-cvsecurity/files',
  'contract/tried-admin-examples',
  'devices/standalone/volume',
  'devices/standalone/gateway-people',
  'devices/attendance-push/peer-defects',
  'sync/random-race',
  'sync/verify/verify',
].map((name) => `test/${name}.spec.ts`);

/** Long files begin first; a worker that is free takes the next file, so all workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const at = longest.indexOf(relative(project.config.root, moduleId));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
