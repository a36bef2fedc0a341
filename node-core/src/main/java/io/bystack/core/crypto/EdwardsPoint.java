package io.bystack.core.crypto;

/**
 * A mutable point of the curve -x² + y² = 1 + d·x²·y² (spec/05 §2) in extended coordinates: x =
 * X/Z, y = Y/Z, x·y = T/Z. The formulas are complete: they hold for every pair of points of the
 * curve.
 */
final class EdwardsPoint {
  private static final FieldElement ONE = FieldElement.of(1);
  private static final FieldElement D = curveConstant();
  private static final FieldElement TWO_D = twice(D);
  private static final FieldElement ROOT_OF_MINUS_ONE = rootOfMinusOne();

  private final FieldElement x = new FieldElement();
  private final FieldElement y = FieldElement.of(1);
  private final FieldElement z = FieldElement.of(1);
  private final FieldElement t = new FieldElement();

  // Scratch values of one operation.
  private final FieldElement a = new FieldElement();
  private final FieldElement b = new FieldElement();
  private final FieldElement c = new FieldElement();
  private final FieldElement e = new FieldElement();

  /** The neutral element (0, 1). */
  EdwardsPoint() {}

  /** A second operand ready for addition: (Y + X, Y - X, 2Z, 2d·T). With Z = 1 it is affine. */
  record Addend(FieldElement sum, FieldElement difference, FieldElement twoZ, FieldElement twoDt) {
    /** The neutral element, to be overwritten by {@link #setIf}. */
    static Addend neutral() {
      return new Addend(
          FieldElement.of(1), FieldElement.of(1), FieldElement.of(2), new FieldElement());
    }

    /** Takes the value of an affine addend where {@code mask} is all ones. */
    void setIf(Addend affine, long mask) {
      sum.setIf(affine.sum, mask);
      difference.setIf(affine.difference, mask);
      twoDt.setIf(affine.twoDt, mask);
    }

    /** Becomes its own negative where {@code mask} is all ones. */
    void negateIf(long mask) {
      FieldElement formerSum = new FieldElement(sum);
      FieldElement negative = new FieldElement();
      negative.negate(twoDt);
      sum.setIf(difference, mask);
      difference.setIf(formerSum, mask);
      twoDt.setIf(negative, mask);
    }
  }

  /**
   * Decodes 32 bytes as the network does: y is taken modulo p, x = 0 with the sign bit set is x =
   * 0, no subgroup is asked for.
   *
   * @return null if no point of the curve has this y
   */
  static EdwardsPoint decode(byte[] bytes) {
    EdwardsPoint p = new EdwardsPoint();
    p.y.set(FieldElement.decode(bytes, 0));
    FieldElement u = p.a;
    FieldElement v = p.b;
    FieldElement power = p.c;
    FieldElement check = p.e;
    u.square(p.y);
    v.multiply(u, D);
    u.subtract(u, ONE);
    v.add(v, ONE);
    // x = u·v³·(u·v⁷)^((p-5)/8) is a root of u/v, or of -u/v, or there is none.
    power.square(v);
    power.multiply(power, v);
    p.x.multiply(power, u);
    power.square(power);
    power.multiply(power, v);
    power.multiply(power, u);
    power.powerForRoot(power);
    p.x.multiply(p.x, power);
    check.square(p.x);
    check.multiply(check, v);
    if (!check.equalTo(u)) {
      check.add(check, u);
      if (!check.isZero()) {
        return null;
      }
      p.x.multiply(p.x, ROOT_OF_MINUS_ONE);
    }
    if (p.x.isOdd() != (bytes[31] < 0)) {
      p.x.negate(p.x);
    }
    p.t.multiply(p.x, p.y);
    return p;
  }

  /** The canonical 32 bytes of this point. */
  byte[] encode() {
    a.invert(z);
    b.multiply(x, a);
    c.multiply(y, a);
    byte[] bytes = c.encode();
    bytes[31] |= (byte) (b.isOdd() ? 0x80 : 0);
    return bytes;
  }

  /** Becomes -P. */
  void negate() {
    x.negate(x);
    t.negate(t);
  }

  /** Becomes 2P. Without {@code withT} the point may only be doubled or encoded afterwards. */
  void twice(boolean withT) {
    a.square(x);
    b.square(y);
    c.square(z);
    c.add(c, c);
    e.add(x, y);
    e.square(e);
    e.subtract(e, a);
    e.subtract(e, b); // E = (X+Y)² - A - B
    t.subtract(b, a); // G = B - A
    c.subtract(t, c); // F = G - 2Z²
    a.add(a, b);
    a.negate(a); // H = -A - B
    x.multiply(e, c);
    y.multiply(t, a);
    z.multiply(c, t);
    if (withT) {
      t.multiply(e, a);
    }
  }

  /**
   * Becomes P + Q, or P - Q. Without {@code withT} it may only be doubled or encoded afterwards.
   */
  void add(Addend q, boolean subtract, boolean withT) {
    c.multiply(z, q.twoZ);
    sum(q, subtract, withT);
  }

  /** {@link #add} for an addend with Z = 1. */
  void addAffine(Addend q, boolean subtract, boolean withT) {
    c.add(z, z);
    sum(q, subtract, withT);
  }

  /** The sum, with 2·Z1·Z2 already in {@code c}. */
  private void sum(Addend q, boolean subtract, boolean withT) {
    a.subtract(y, x);
    a.multiply(a, subtract ? q.sum : q.difference);
    b.add(y, x);
    b.multiply(b, subtract ? q.difference : q.sum);
    t.multiply(t, q.twoDt);
    e.subtract(b, a); // E
    a.add(b, a); // H
    b.add(c, t); // D + C
    c.subtract(c, t); // D - C
    FieldElement f = subtract ? b : c;
    FieldElement g = subtract ? c : b;
    x.multiply(e, f);
    y.multiply(g, a);
    z.multiply(f, g);
    if (withT) {
      t.multiply(e, a);
    }
  }

  Addend toAddend() {
    return addend(x, y, z, t);
  }

  /** The points as addends with Z = 1, at the price of one inversion. */
  static Addend[] toAffineAddends(EdwardsPoint[] points) {
    FieldElement[] products = new FieldElement[points.length];
    FieldElement product = FieldElement.of(1);
    for (int i = 0; i < points.length; i++) {
      products[i] = new FieldElement(product);
      product.multiply(product, points[i].z);
    }
    FieldElement inverse = new FieldElement();
    inverse.invert(product);
    Addend[] addends = new Addend[points.length];
    for (int i = points.length - 1; i >= 0; i--) {
      FieldElement zInverse = new FieldElement();
      zInverse.multiply(inverse, products[i]);
      inverse.multiply(inverse, points[i].z);
      FieldElement affineX = new FieldElement();
      FieldElement affineY = new FieldElement();
      FieldElement affineT = new FieldElement();
      affineX.multiply(points[i].x, zInverse);
      affineY.multiply(points[i].y, zInverse);
      affineT.multiply(affineX, affineY);
      addends[i] = addend(affineX, affineY, ONE, affineT);
    }
    return addends;
  }

  private static Addend addend(FieldElement x, FieldElement y, FieldElement z, FieldElement t) {
    FieldElement sum = new FieldElement();
    FieldElement difference = new FieldElement();
    FieldElement twoDt = new FieldElement();
    sum.add(y, x);
    difference.subtract(y, x);
    twoDt.multiply(t, TWO_D);
    return new Addend(sum, difference, twice(z), twoDt);
  }

  EdwardsPoint copy() {
    EdwardsPoint copy = new EdwardsPoint();
    copy.x.set(x);
    copy.y.set(y);
    copy.z.set(z);
    copy.t.set(t);
    return copy;
  }

  /** The base point B: y = 4/5, x even. */
  static EdwardsPoint base() {
    FieldElement y = new FieldElement();
    y.invert(FieldElement.of(5));
    y.multiply(y, FieldElement.of(4));
    return decode(y.encode());
  }

  void wipe() {
    for (FieldElement f : new FieldElement[] {x, y, z, t, a, b, c, e}) {
      f.wipe();
    }
  }

  private static FieldElement curveConstant() {
    FieldElement d = new FieldElement();
    d.invert(FieldElement.of(121666));
    d.multiply(d, FieldElement.of(-121665));
    return d;
  }

  private static FieldElement twice(FieldElement f) {
    FieldElement doubled = new FieldElement();
    doubled.add(f, f);
    return doubled;
  }

  /** 2^((p-1)/4): 2 is no square modulo p. */
  private static FieldElement rootOfMinusOne() {
    FieldElement root = new FieldElement();
    root.powerForRoot(FieldElement.of(2));
    root.square(root);
    root.multiply(root, FieldElement.of(2));
    return root;
  }
}
