"""The business's own records: read from CSV, NDJSON or Parquet in batches, validated by columns."""
