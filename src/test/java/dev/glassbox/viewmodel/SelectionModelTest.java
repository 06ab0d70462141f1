package dev.glassbox.viewmodel;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectionModelTest {

    private final SelectionModel selection = new SelectionModel();

    @BeforeEach
    void nineTokens() {
        selection.setTokens(9);
        selection.setModel(4, 2);
    }

    @Test
    void startsWithTheLastTokenAsQuery() {
        assertEquals(8, selection.getQuery());
        assertEquals(SelectionModel.NONE, selection.getKey());
    }

    @Test
    void aQueryOnTheLastTokenFollowsTheGrowingSentence() {
        selection.setTokens(10);
        assertEquals(9, selection.getQuery());
    }

    @Test
    void pinsElsewhereStayUntilTheirTokenIsGone() {
        selection.selectQuery(6);
        selection.selectKey(1);
        selection.setTokens(12);
        assertEquals(6, selection.getQuery());
        assertEquals(1, selection.getKey());
        selection.setTokens(1);
        assertEquals(0, selection.getQuery());
        assertEquals(0, selection.getKey());
    }

    @Test
    void aKeyIsNeverLaterThanItsQuery() {
        selection.selectKey(8);
        selection.selectQuery(3);
        assertEquals(3, selection.getKey());
        selection.selectKey(7);
        assertEquals(3, selection.getKey());
    }

    @Test
    void hoverRingsATokenWithoutMovingThePins() {
        selection.selectQuery(2);
        selection.hover(5);
        assertEquals(5, selection.ringed());
        assertEquals(2, selection.getQuery());
        selection.hover(SelectionModel.NONE);
        assertEquals(2, selection.ringed());
    }

    @Test
    void hoverEndsWhenItsTokenDisappears() {
        selection.hover(8);
        selection.setTokens(4);
        assertEquals(SelectionModel.NONE, selection.getHover());
    }

    @Test
    void layerAndHeadStayInsideTheModel() {
        selection.selectLayer(9);
        selection.selectHead(-3);
        assertEquals(3, selection.getLayer());
        assertEquals(0, selection.getHead());
        selection.setModel(2, 1);
        assertEquals(1, selection.getLayer());
    }

    @Test
    void anEmptySentenceHasNoSelection() {
        selection.setTokens(0);
        assertEquals(SelectionModel.NONE, selection.getQuery());
        selection.moveQuery(1);
        assertEquals(SelectionModel.NONE, selection.getQuery());
        selection.setTokens(3);
        assertEquals(2, selection.getQuery());
    }
}
