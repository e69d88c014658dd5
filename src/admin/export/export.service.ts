import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../../platform/auth/audit.js';
import { AuditedTransaction } from '../../platform/auth/audited-transaction.js';
import { readingLate } from '../../platform/database/read-context.js';
import { adminBase } from '../common/admin.js';
import { invalidField, invalidFields } from '../common/invalid.js';
import { ownCall } from '../common/own-call.js';
import { CsvWriter } from './csv-writer.js';
import { insideOf, ofPages, pagesOf } from './lists.js';
import { cellOf, type SheetWriter } from './sheet.js';
import { exportedTables, type TableName } from './tables.js';
import { RunningExports } from './running-exports.js';

type Items = readonly Readonly<Record<string, unknown>>[];

const formats: Readonly<Record<string, { readonly type: string; readonly writer: () => Promise<SheetWriter> }>> = {
  csv: { type: 'text/csv; charset=utf-8', writer: () => Promise.resolve(new CsvWriter()) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    // Loaded when somebody asks for one: what packs it takes 9 MB.
    writer: async () => new (await import('./xlsx-writer.js')).XlsxWriter(),
  },
};

/** Rows that are turned into bytes at a time: other requests are not kept waiting for longer. */
const rowsAtOnce = 200;

/** What is asked for: which table, in which form. */
interface WantedExport {
  readonly table: TableName;
  readonly format: string;
}

/**
 * A list as a file. It is read by the list's own call, page after page and with the caller's rights, so it holds what the
 * caller sees there and nothing else, and takes the same filters.
 */
@Injectable()
export class ExportService {
  private readonly running = new RunningExports();

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly audited: AuditedTransaction,
  ) {}

  /** @throws Failure as the list; invalid for a column that there is not; tooMany */
  async open({ table, format }: WantedExport, request: FastifyRequest, caller: Caller): Promise<StreamableFile> {
    const form = Object.hasOwn(formats, format) ? formats[format] : undefined;
    if (!form) throw invalidField('format', `is one of ${Object.keys(formats).join(', ')}`);
    const { columns, filters } = askedOf(table, request);
    const end = this.running.begin(caller.tokenId);
    try {
      const pages = this.pages(table, filters, request);
      // What is refused is refused before anything is sent.
      const first = await pages.next();
      await this.audited.run(caller, () => Promise.resolve());
      const bytes = Readable.from(written(await form.writer(), columns, first.value ?? [], pages), {
        objectMode: false,
      });
      bytes.once('close', end);
      return new StreamableFile(bytes, { type: form.type, disposition: `attachment; filename="${table}.${format}"` });
    } catch (error) {
      end();
      throw error;
    }
  }

  private pages(table: TableName, filters: readonly (readonly [string, string])[], request: FastifyRequest) {
    const get = async (path: string, query: URLSearchParams) => {
      const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
      const url = `/${adminBase}/${path}?${query.toString()}`;
      return JSON.parse(await readingLate(() => ownCall(fastify, request, { method: 'GET', url }))) as {
        items: Items;
        nextCursor: string | null;
      };
    };
    const { list } = exportedTables[table];
    return list === null ? insideOf(get, filters) : pagesOf(get, list, filters);
  }
}

/** @throws Failure invalid for unknown columns, and for parameters of pages */
function askedOf(table: TableName, request: FastifyRequest) {
  const known = exportedTables[table].columns();
  const { columns = '', ...filters } = request.query as Record<string, string | string[]>;
  // A name that is given several times: the list says what it thinks of that.
  const asked = Object.entries(filters).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const chosen = [columns].flat().flatMap((names) => names.split(',').filter((name) => name !== ''));
  const unknown = chosen.filter((name) => !known.includes(name));
  const faults = [
    ...unknown.map((name) => ({
      field: 'columns',
      code: 'choice',
      message: `columns: ${name} is none of ${known.join(', ')}`,
    })),
    ...Object.keys(filters)
      .filter((name) => ofPages.has(name))
      .map((field) => ({ field, code: 'unknown', message: `${field} is no parameter of this call` })),
  ];
  if (faults.length > 0) throw invalidFields(faults);
  return { columns: chosen.length > 0 ? chosen : known, filters: asked };
}

/** The bytes of a table, as they are asked for. */
async function* written(
  writer: SheetWriter,
  columns: readonly string[],
  first: Items,
  others: AsyncGenerator<Items, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield writer.rows([columns]);
  yield* writtenPage(writer, columns, first);
  for await (const items of others) yield* writtenPage(writer, columns, items);
  const last = writer.end();
  if (last.length > 0) yield last;
}

function* writtenPage(writer: SheetWriter, columns: readonly string[], items: Items): Generator<Uint8Array> {
  for (let at = 0; at < items.length; at += rowsAtOnce) {
    const rows = items.slice(at, at + rowsAtOnce).map((item) => columns.map((name) => cellOf(item[name])));
    const bytes = writer.rows(rows);
    // A compressor may keep some rows back.
    if (bytes.length > 0) yield bytes;
  }
}
