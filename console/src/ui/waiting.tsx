import { ErrorBlock, Loading } from './states.js';

interface Asked {
  readonly data: unknown;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

/** In the place of what a query has not brought; nothing once it has. */
export function Waiting({ asked: { data, error, refetch } }: { readonly asked: Asked }) {
  if (data !== undefined) return null;
  return error ? <ErrorBlock error={error} onRetry={() => void refetch()} /> : <Loading />;
}
