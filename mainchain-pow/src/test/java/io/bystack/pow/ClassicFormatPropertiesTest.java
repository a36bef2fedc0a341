package io.bystack.pow;

import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.FormatProperties;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.model.LedgerFormat;
import io.bystack.core.model.TestTransactions;
import io.bystack.core.model.TxFields;

class ClassicFormatPropertiesTest extends FormatProperties {
  @Override
  protected LedgerFormat format() {
    return ClassicFormat.INSTANCE;
  }

  @Override
  protected TxFields fields(TestTransactions content) {
    return content.mainChain();
  }

  @Override
  protected BlockHeader header(HeaderFields fields) {
    return new ClassicHeader(fields, 23, 2305843009213970283L);
  }

  @Override
  protected BlockHeader smallestHeader(HeaderFields fields) {
    return new ClassicHeader(fields, 1, 1);
  }
}
