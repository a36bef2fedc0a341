package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.FormatProperties;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.TestTransactions;
import io.bystack.core.model.TxFields;
import java.util.List;

class VaporFormatPropertiesTest extends FormatProperties {
  @Override
  protected LedgerFormat format() {
    return VaporFormat.INSTANCE;
  }

  @Override
  protected TxFields fields(TestTransactions content) {
    return content.sideChain();
  }

  @Override
  protected BlockHeader header(HeaderFields fields) {
    return new VaporHeader(fields, List.of(Bytes.EMPTY, fields.previous().toBytes()));
  }

  @Override
  protected BlockHeader smallestHeader(HeaderFields fields) {
    return new VaporHeader(fields, List.of());
  }
}
