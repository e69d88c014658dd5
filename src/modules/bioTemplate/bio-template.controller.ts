import { Compat } from '../../facade/compat.js';
import { Read, Resource, Write } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import type { Caller } from '../../platform/auth/audit.js';
import { CurrentCaller } from '../../platform/auth/audit-context.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import {
  BioTemplateDto,
  bioTemplateDto,
  BioTemplateParams,
  BioTemplateV2Dto,
  bioTemplateV2Dto,
  FingersQuery,
  validTypes,
} from './bio-template.dto.js';
import { FingerTemplateService } from './finger-template.service.js';

/** Fingerprints: what the vendor's API calls templates. */
@Resource('bioTemplate')
export class BioTemplateController {
  constructor(
    private readonly fingers: FingerTemplateService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Write('bioTemplate/add', 'Add or edit a fingerprint of a person', {
    section: '2.25.1',
    fails: ['personNotFound', 'templateExists'],
    json: true,
  })
  async add(
    @Params() params: BioTemplateParams,
    @CurrentCaller() caller: Caller,
    @Compat() { templates }: Compatibility,
  ): Promise<void> {
    const { personId, validType, template, templateNo, version } = params;
    if (validType !== validTypes.common && validType !== validTypes.duress) {
      throw new Failure('validTypeInvalid', 'Input wrong validType: it is 1 or 3');
    }
    const facts = { no: templateNo, duress: validType === validTypes.duress, template, version };
    await this.audited.run(caller, (tx) => this.fingers.save(tx, personId, facts, templates));
  }

  @Read('bioTemplate/getFgListByPin/:pin', 'List the fingerprints of a person', {
    section: '2.25.4',
    fails: ['personNotFound'],
    of: BioTemplateDto,
    as: 'list',
    aliases: ['bioTemplate/getFgListByPin'],
    // A client of v1.1 reads with POST. It must never delete (docs/rules.md 5).
    also: ['POST bioTemplate/getFgListByPin', 'POST bioTemplate/getFgListByPin/:pin'],
  })
  async list(@Params() { pin }: FingersQuery): Promise<BioTemplateDto[]> {
    const all = await this.fingers.list(this.unitOfWork.manager, pin);
    return all.map((one) => bioTemplateDto({ ...one, pin }));
  }

  /** The later manual prints one object in the answer of a list: for a person with several it is an array. */
  @Read('v2/bioTemplate/getFgListByPin', 'The fingerprint of a person; an array where there are none or several', {
    section: 'v1.2:2.1.4.5',
    fails: ['personNotFound'],
    of: BioTemplateV2Dto,
    as: 'oneOrList',
    aliases: ['v2/bioTemplate/getFgListByPin/:pin'],
  })
  async oneOrList(@Params() { pin }: FingersQuery): Promise<BioTemplateV2Dto | BioTemplateV2Dto[]> {
    const found = await this.fingers.list(this.unitOfWork.manager, pin);
    const all = found.map((one) => bioTemplateV2Dto({ ...one, pin }));
    return all.length === 1 && all[0] ? all[0] : all;
  }
}
