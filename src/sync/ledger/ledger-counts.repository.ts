/**
 * How many rows are in which state. Those that are not as they should be are counted by their index; all others are what
 * the statistics of the table leave: to count them would read the whole ledger.
 */
export const ledgerRowsByState = `WITH opened AS (
    SELECT CASE WHEN unsupported THEN 'unsupported' WHEN failed THEN 'failed' WHEN unknown THEN 'unknown'
      ELSE 'waiting' END AS state, count(*) AS n
    FROM ledger WHERE unknown OR desired_hash IS DISTINCT FROM held_hash GROUP BY 1)
  SELECT s.state, coalesce(o.n, 0)::int AS n
    FROM unnest(ARRAY['failed', 'unknown', 'unsupported', 'waiting']) s (state) LEFT JOIN opened o USING (state)
  UNION ALL SELECT 'held', greatest(0, (SELECT reltuples FROM pg_class WHERE oid = 'ledger'::regclass)
    - coalesce((SELECT sum(n) FROM opened), 0))::int`;
