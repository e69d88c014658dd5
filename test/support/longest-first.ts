import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute or more. If one of them began last, the other workers would have nothing to do. */
const longest = [
  'sync/attendance-convergence',
  'bootstrap/shutdown',
  'core/command/command-lives',
  'devices/push/kill',
  'modules/visitor/visitor-kill',
  'sync/convergence',
  'platform/database/frozen-database',
  'devices/push/mutated-requests',
  'platform/database/embedded',
  'facade/fuzz',
  'tools/simulator/event-recovery',
  'contract/tried-admin-examples',
  'devices/standalone/gateway',
  'sync/random-race',
  'devices/push/two-gateways',
  'facade/forms',
  'devices/push/one-request',
  'sync/sync-rules',
  'sync/delete-rules',
  'devices/standalone/gateway-people',
  'sync/verify/verify',
  'devices/event-recovery/reconcile',
  'bootstrap/hang-up',
  'devices/standalone/volume',
  'modules/visitor/visitors',
  'devices/attendance-push/peer-defects',
  'tools/simulator/newer-panels',
  'sync/verify/unanswered',
  'core/command/queue',
  'sync/clock-set-back',
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
