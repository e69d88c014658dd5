import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { createSecureContext, Server as TlsServer } from 'node:tls';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { TlsPair } from '../platform/tls-pair.js';
import type { PeriodicJob } from '../platform/schedule/periodic-job.js';
import { PeriodicJobService } from '../platform/schedule/periodic-job.service.js';
import { LOG } from '../platform/tokens.js';

const everyMs = 10_000;
const dayMs = 24 * 60 * 60 * 1_000;
const warnDays = 30;

/** The certificate of one listener, by the variable that names its file. */
interface Watched {
  readonly name: string;
  readonly server: TlsServer;
  readonly files: { readonly cert: string; readonly key: string };
  /** What was read last, usable or not: each fault is logged once. */
  seen: string;
  endsAt: Date;
  warnedAt: number;
}

const endOf = (cert: string): Date => new Date(new X509Certificate(cert).validTo);

/** Reads certificates again when their files change, and warns before one ends. */
@Injectable()
export class TlsCertificateService {
  private readonly all: Watched[] = [];
  private readonly job: PeriodicJob;

  constructor(
    @Inject(LOG) private readonly log: Logger,
    jobs: PeriodicJobService,
  ) {
    this.job = jobs.add({ name: 'certificates', everyMs, failure: 'certificates could not be looked at' }, () =>
      this.check(),
    );
  }

  /** @param name of the variable, for the messages */
  watch(name: string, server: Server | null, pair: TlsPair | null): void {
    if (!pair || !(server instanceof TlsServer)) return;
    const { cert, key, files } = pair;
    const watched = { name, server, files, seen: cert + key, endsAt: endOf(cert), warnedAt: -Infinity };
    this.all.push(watched);
    this.warnInTime(watched);
    this.job.start();
  }

  /** Reads the files now. */
  async check(): Promise<void> {
    for (const watched of this.all) {
      await this.readAgain(watched);
      this.warnInTime(watched);
    }
  }

  /** The end of each certificate, in seconds since 1970. */
  ends(): { readonly name: string; readonly at: number }[] {
    return this.all.map(({ name, endsAt }) => ({ name, at: endsAt.getTime() / 1_000 }));
  }

  /** Warnings for the operator of the gateway. */
  warnings(now = Date.now()): string[] {
    return this.all.flatMap((watched) => warningOf(watched, now) ?? []);
  }

  /** A certificate that cannot be used, such as when only one of two files is written, leaves the old one in use. */
  private async readAgain(watched: Watched): Promise<void> {
    const { name, server, files } = watched;
    try {
      const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')]);
      if (cert + key === watched.seen) return;
      watched.seen = cert + key;
      createSecureContext({ cert, key });
      watched.endsAt = endOf(cert);
      server.setSecureContext({ cert, key });
      watched.warnedAt = -Infinity;
      this.log.info({ variable: name, endsAt: watched.endsAt }, 'the certificate was read again');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const complaint = `unusable: ${reason}`;
      if (watched.seen === complaint) return;
      if (isMissing(error)) watched.seen = complaint;
      this.log.warn({ variable: name, reason }, 'the certificate changed and cannot be used; the old one stays');
    }
  }

  private warnInTime(watched: Watched, now = Date.now()): void {
    const warning = warningOf(watched, now);
    if (!warning || now - watched.warnedAt < dayMs) return;
    watched.warnedAt = now;
    this.log.warn({ variable: watched.name, endsAt: watched.endsAt }, warning);
  }
}

const isMissing = (error: unknown) => typeof (error as NodeJS.ErrnoException).syscall === 'string';

function warningOf({ name, endsAt }: Watched, now: number): string | null {
  const days = Math.floor((endsAt.getTime() - now) / dayMs);
  if (days >= warnDays) return null;
  const day = endsAt.toISOString().slice(0, 10);
  return days < 0 ? `${name}: the certificate has ended on ${day}` : `${name}: the certificate ends on ${day}`;
}
