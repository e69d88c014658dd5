import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeviceRegistrationService } from '../../modules/device/device-registration.service.js';
import { excessSteps, listLimits, rowLimits, type SizeLimits } from '../../protocol/access-push/body-size.js';
import { isCiphertext } from '../../protocol/access-push/ciphertext.js';
import type { CachedDevice } from '../push/cached-device.js';
import { QuarantineService } from '../push/quarantine.service.js';
import { inSteps } from '../push/slices.js';
import { replyToUnknown, type DeviceReply } from '../push/reply.js';
import type { DeviceRequest } from '../push/request.js';

const encrypted = 'no text: encrypted, or damaged';

/** Calls whose bodies are text. */
const carriesText: ReadonlySet<string> = new Set(['cdata', 'querydata', 'devicecmd', 'getrequest', 'registry']);

/** Tables that are one row, or one for each door or channel: their rows are written one by one. */
const shortTables: ReadonlySet<string> = new Set(['options', 'rtstate', 'irstate']);

/** How much a body may hold, by the reader of it. */
function limitsOf({ call, query }: Pick<DeviceRequest, 'call' | 'query'>): SizeLimits {
  const isData = call === 'cdata' || call === 'querydata' || !carriesText.has(call);
  if (!isData || query.has('authtype') || shortTables.has((query.get('table') ?? '').toLowerCase())) return listLimits;
  return ['options', 'count'].includes((query.get('type') ?? '').toLowerCase()) ? listLimits : rowLimits;
}

/**
 * Bodies that are encrypted or otherwise no text, or that hold more than any real device sends: no parser reads them.
 * They are kept as they came (docs/rules.md 1) and answered like unknown content, because otherwise they would come
 * again for ever; the operator is told.
 */
@Injectable()
export class UnreadableUploadHandler {
  private readonly told = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly quarantine: QuarantineService,
    private readonly registrations: DeviceRegistrationService,
  ) {}

  /** @returns the reason why no parser may read it; null if it can be read */
  reason({
    call,
    query,
    body,
  }: Pick<DeviceRequest, 'call' | 'query' | 'body'>): string | null | Promise<string | null> {
    if (!carriesText.has(call)) return null;
    if (isCiphertext(body)) return encrypted;
    // A body of usual size is looked at in one step, and its answer waits for nothing.
    const steps = excessSteps(body, limitsOf({ call, query }));
    const first = steps.next();
    return first.done ? first.value : inSteps(steps);
  }

  async take(request: DeviceRequest, { sn }: CachedDevice, reason: string): Promise<DeviceReply> {
    await this.quarantine.keep(request, reason);
    if (reason === encrypted && !this.told.has(sn)) {
      const text = 'it sends bodies that cannot be read, as if they were encrypted: they are kept as they came';
      await this.unitOfWork.run((tx) => this.registrations.alert(tx, sn, text, 'unreadable'));
      this.told.add(sn);
    }
    return replyToUnknown(request);
  }
}
