import type { Readable } from 'node:stream';
import { Controller, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Failure } from '../../platform/errors.js';
import { streamed } from '../../platform/http/body-parser.js';
import { waitLess } from '../../platform/http/slow-bodies.js';
import { complaints } from '../common/complaints.js';
import { Items } from '../common/fields.js';
import { invalidField, invalidFields } from '../common/invalid.js';
import { StorablePipe } from '../common/storable.pipe.js';
import { ProblemFilter } from '../common/problem.filter.js';
import { AccountBody, accountFacts, mostItems } from './consumption-account.dto.js';
import { ConsumptionIntakeService } from './consumption-intake.service.js';
import { ConsumptionRecordBody, recordFacts } from './consumption-record.dto.js';
import { incomingPath } from './consumption-source.controller.js';
import { ConsumptionSourceService, type SignedHeaders } from './consumption-source.service.js';
import { toTakenItems, type TakenItemsView } from './taken-items.js';

/** Whoever sends is known only once all of it is there. */
const mostBytes = 1024 * 1024;

class DeliveryBody {
  @Items('Accounts', () => AccountBody, { optional: true, most: mostItems }) accounts?: AccountBody[];
  @Items('Records', () => ConsumptionRecordBody, { optional: true, most: mostItems }) records?: ConsumptionRecordBody[];
}

interface Delivered {
  /** The message was taken before: nothing is done twice. */
  readonly repeated: boolean;
  readonly accounts: TakenItemsView;
  readonly records: TakenItemsView;
}

/** What systems of tills send, signed as Standard Webhooks are (docs/consumption.md). */
@Controller(incomingPath)
@UseFilters(ProblemFilter)
@ApiExcludeController()
export class IncomingConsumptionController {
  constructor(
    private readonly sources: ConsumptionSourceService,
    private readonly intake: ConsumptionIntakeService,
    private readonly audited: AuditedTransaction,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post(':id')
  @HttpCode(200)
  @RouteConfig(streamed)
  async take(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Delivered> {
    waitLess(request.raw);
    const headers = signedHeaders(request);
    const body = await bytesOf(request);
    const source = await this.sources.check(this.unitOfWork.manager, id, headers, body);
    const { accounts = [], records = [] } = await bodyOf(body);
    const caller = {
      ...{ actor: `source:${source.name}`, tokenId: '', address: request.ip, action: `POST /${incomingPath}/:id` },
      detail: { id, message: headers.id, accounts: accounts.length, records: records.length },
    };
    return this.audited.run(caller, async (tx) => {
      const isNew = await this.sources.note(tx, id, headers.id);
      if (!isNew) return { repeated: true, accounts: toTakenItems([]), records: toTakenItems([]) };
      const taken = await this.intake.putAll(
        tx,
        accounts.map((item, at) => ({ at, facts: accountFacts(item) })),
        records.map((item, at) => ({ at, facts: recordFacts(item) })),
      );
      return { repeated: false, accounts: toTakenItems(taken.accounts), records: toTakenItems(taken.records) };
    });
  }
}

function signedHeaders({ headers }: FastifyRequest): SignedHeaders {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  };
  return { id: text('webhook-id'), timestamp: text('webhook-timestamp'), signature: text('webhook-signature') };
}

async function bytesOf({ body }: FastifyRequest): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as Readable) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > mostBytes) throw new Failure('tooLarge', `the message is larger than ${mostBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function bodyOf(bytes: Buffer): Promise<DeliveryBody> {
  let said: unknown;
  try {
    said = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw invalidField('body', 'must be JSON');
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said)) throw invalidField('body', 'must be an object');
  new StorablePipe().transform(said, { type: 'body' });
  const body = plainToInstance(DeliveryBody, said);
  const errors = complaints('field', await validate(body, { whitelist: true, forbidNonWhitelisted: true }));
  if (errors.length > 0) throw invalidFields(errors);
  return body;
}
