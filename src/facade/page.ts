import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Failure } from '../platform/errors.js';
import { Raw } from './fields.js';
import type { Slice } from '../platform/slice.js';

const mostRows = 1_000;
/** PostgreSQL counts rows in 64 bits. */
const beyondAnyList = 1_000_000_000;

const number = { type: 'integer', example: 1, reasons: ['invalid', 'pageNotPositive'] } as const;
const size = { type: 'integer', example: 20, reasons: ['invalid', 'pageNotPositive', 'pageTooLarge'] } as const;
const missing = ['pageMissing'] as const;

/** The requested page of a list, counted from 1. */
export class PageQuery {
  @Raw('Page number, from 1', { ...number, reasons: [...number.reasons, ...missing] }) pageNo?: string;
  @Raw('Rows a page, at most 1000', { ...size, reasons: [...size.reasons, ...missing] }) pageSize?: string;
}

/** The same for calls where the page may be missing. */
export class AnyPageQuery {
  @Raw('Page number, from 1; left out = 1', number) pageNo?: string;
  @Raw('Rows a page, at most 1000; left out = 1000', size) pageSize?: string;
}

interface PageRequest {
  readonly pageNo?: string | undefined;
  readonly pageSize?: string | undefined;
}

/**
 * @param standard the page if the client names none; without it both parameters are required
 * @throws Failure pageMissing, pageNotPositive, pageTooLarge
 */
export function sliceOf({ pageNo, pageSize }: PageRequest, standard?: { pageNo: number; pageSize: number }): Slice {
  const no = positive(pageNo, standard?.pageNo);
  const limit = positive(pageSize, standard?.pageSize);
  if (limit > mostRows) throw new Failure('pageTooLarge', `pageSize must not be greater than ${mostRows}`);
  return { offset: (no - 1) * limit, limit };
}

function positive(text: string | undefined, standard: number | undefined): number {
  if (text === undefined || text === '') {
    if (standard === undefined) throw new Failure('pageMissing', 'pageNo and pageSize cannot be empty');
    return standard;
  }
  if (!/^0*[1-9]\d*$/.test(text)) {
    throw new Failure('pageNotPositive', 'pageNo and pageSize must be greater than 0');
  }
  return Math.min(Number(text), beyondAnyList);
}

/** A page with the total. Requests count pages from 1, answers from 0, as in the manual. */
export class Page<T = unknown> {
  @ApiProperty({ description: 'Number of this page, from 0', example: 0 }) page!: number;
  @ApiProperty({ description: 'Rows a page' }) size!: number;
  @ApiProperty({ description: 'Rows in all' }) total!: number;
  data!: T[];
  @ApiProperty({ description: 'Always 0', example: 0 }) offset!: number;
  @ApiProperty({ description: 'Whether nothing follows' }) lastPage!: boolean;
}

const pageClasses = new Map<Type<unknown>, Type<Page>>();

/** The class of a page of these, for the document: `DoorDto` -> `DoorPage`. */
export function pageClass<T>(of: Type<T>): Type<Page<T>> {
  const known = pageClasses.get(of);
  if (known) return known as Type<Page<T>>;
  class PageOfThese extends Page<T> {}
  ApiProperty({ type: [of] })(PageOfThese.prototype, 'data');
  Object.defineProperty(PageOfThese, 'name', { value: `${of.name.replace(/Dto$/, '')}Page` });
  pageClasses.set(of, PageOfThese);
  return PageOfThese;
}

export function pageOf<T>(data: T[], total: number, { offset, limit }: Slice): Page<T> {
  return { page: offset / limit, size: limit, total, data, offset: 0, lastPage: offset + limit >= total };
}
