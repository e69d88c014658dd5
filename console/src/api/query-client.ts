import { QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.js';

/** What the gateway has refused once it refuses again; what did not reach it is tried twice more. */
const isWorthAnotherTry = (count: number, error: unknown) =>
  count < 2 && isProblem(error) && (error.status === 0 || error.status === 503);

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, gcTime: 300_000, retry: isWorthAnotherTry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
