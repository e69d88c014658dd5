import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';

const most = 1000;

/** Which readers may lead somewhere. */
export function useReaders() {
  const { data } = useQuery({
    queryKey: ['readers', 'choices'],
    queryFn: ({ signal }) => call('GET /readers', { query: { limit: most }, signal }),
  });
  return data?.items ?? [];
}
