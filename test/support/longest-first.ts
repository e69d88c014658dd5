import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that took twelve seconds or more. If one of them began last, the other workers would have nothing to do. */
const longest = [
  'sync/survey/first-survey',
  'operations/restore-hold',
  'console/pages',
  'bootstrap/shutdown',
  'core/command/command-lives',
  'facade/fuzz',
  'sync/killed',
  'bootstrap/workers',
  'platform/database/embedded',
  'sync/survey/site-take-over',
  'platform/database/frozen-database',
  'devices/push/numbers',
  'admin/every-list',
  'sync/clock-set-back',
  'outbound/webhook/webhook-kill',
  'devices/standalone/flood',
  'devices/standalone/says-yes',
  'devices/push/mutated-requests',
  'sync/survey/retirement',
  'outbound/mqtt/takeover',
  'sync/attendance-convergence',
  'modules/visitor/visitor-kill',
  'sync/survey/import-overtaken',
  'sync/survey/take-over',
  'devices/standalone/gateway',
  'devices/push/kill',
  'devices/push/one-request',
  'devices/standalone/gateway-people',
  'sync/who-may-open',
  'sync/verify/verify',
  'devices/attendance-push/peer-defects',
  'contract/tried-admin-examples',
  'sync/verify/unanswered',
  'modules/visitor/visitors',
  'admin/door-hold-kill',
  'sync/sync-rules',
  'devices/standalone/volume',
  'admin/operator/roles',
  'console/operators',
  'sync/random-race',
  'facade/forms',
  'tools/import-cvsecurity/command',
  'admin/door-holds',
  'console/people',
  'devices/push/two-gateways',
  'admin/stream',
  'sync/attendance-people',
  'sync/urgency',
  'devices/event-recovery/reconcile',
  'sync/survey/acks-everything',
  'devices/attendance-push/faults',
  'tools/simulator/event-recovery',
  'outbound/webhook/webhooks',
  'console/setup',
  'bootstrap/hang-up',
  'sync/survey/survey',
  'console/explain',
  'console/rules',
  'modules/alarm/alarm-fold',
  'console/shell',
  'tools/simulator/newer-panels',
  'sync/survey/import-tells',
  'devices/attendance-push/commands',
  'core/command/queue',
  'platform/http/body-limits',
  'devices/wire/wire-log',
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
