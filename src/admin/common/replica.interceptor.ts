import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { mayReadLate } from '../../platform/database/read-context.js';
import { ReadReplicaService } from '../../platform/database/read-replica.service.js';

/** Lists that an export reads come from the replica. Who may call what was looked up at the primary before. */
@Injectable()
export class ReplicaInterceptor implements NestInterceptor {
  constructor(private readonly replica: ReadReplicaService) {}

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (!mayReadLate()) return next.handle();
    return from(this.replica.read(() => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }
}
